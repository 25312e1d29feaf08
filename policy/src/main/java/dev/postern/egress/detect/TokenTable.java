package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens that tell what they are by how they begin, as their issuers document them: detector, the literals it begins
 * with, the shape of the rest, and a confidence where it is not 90. Each line is one kind.
 */
final class TokenTable {

    private static final String CLOUD = """
            aws-access-key          AKIA|ASIA|ABIA|ACCA           [A-Z0-9]{16}                         95
            aws-bedrock-key         ABSK                          [A-Za-z0-9+/]{60,300}={0,2}
            google-api-key          AIza                          [A-Za-z0-9_-]{35}                    95
            google-oauth-token      ya29.                         [A-Za-z0-9_.-]{30,1000}
            google-oauth-secret     GOCSPX-                       [A-Za-z0-9_-]{24,40}                 95
            google-refresh-token    1//0                          [A-Za-z0-9_-]{40,200}
            alibaba-access-key      LTAI                          [A-Za-z0-9]{12,24}
            tencent-secret-id       AKID                          [A-Za-z0-9]{32}
            yandex-key              AQVN|YCAJE|YCM                [A-Za-z0-9_-]{30,44}
            digitalocean-token      dop_v1_|doo_v1_|dor_v1_       [a-f0-9]{64}                         98
            azure-sas               sig=                          [A-Za-z0-9%+/]{43,80}                78
            heroku-key              HRKU-AA                       [A-Za-z0-9_-]{58}                    98
            fly-token               fo1_                          [A-Za-z0-9_-]{43}
            fly-token               fm1_|fm2_|fm1r_               [A-Za-z0-9+/]{60,1500}={0,3}
            cloudflare-ca-key       v1.0-                         [a-f0-9]{24}-[a-f0-9]{100,200}
            netlify-token           nfp_                          [A-Za-z0-9]{36,40}
            render-key              rnd_                          [A-Za-z0-9]{28,36}
            vercel-blob-token       vercel_blob_rw_               [A-Za-z0-9_]{30,80}
            supabase-token          sbp_                          [a-f0-9]{40}
            supabase-secret         sb_secret_                    [A-Za-z0-9_-]{28,40}
            planetscale-token       pscale_tkn_|pscale_pw_|pscale_oauth_  [A-Za-z0-9_.=-]{30,64}
            neon-key                napi_                         [a-z0-9]{50,70}
            pulumi-token            pul-                          [a-f0-9]{40}
            vault-token             hvs.|hvb.|hvr.                [A-Za-z0-9_-]{24,300}
            databricks-token        dapi                          [a-f0-9]{32}
            openshift-token         sha256~                       [A-Za-z0-9_-]{43}
            tailscale-key           tskey-auth-|tskey-api-|tskey-client-|tskey-  [A-Za-z0-9]{6,40}-[A-Za-z0-9]{10,60}
            scalingo-token          tk-us-                        [A-Za-z0-9_-]{48}
            infracost-key           ico-                          [A-Za-z0-9]{32}
            akamai-token            akab-                         [a-z0-9]{16}-[a-z0-9]{16}            70
            age-secret-key          AGE-SECRET-KEY-1              [0-9A-Z]{58}                         98
            doppler-token           dp.pt.|dp.st.|dp.ct.|dp.sa.|dp.scim.|dp.audit.  [A-Za-z0-9._-]{40,70}
            infura-key              infura.io/v3/                 [a-f0-9]{32}
            alchemy-key             g.alchemy.com/v2/             [A-Za-z0-9_-]{32}
            scaleway-key            SCW                           [A-Z0-9]{17}  70
            aiven-password          AVNS_                         [A-Za-z0-9_-]{18,40}
            confluent-secret        cflt                          [A-Za-z0-9+/]{60}
            deno-token              ddp_|ddo_                     [A-Za-z0-9]{36}
            axiom-token             xaat-|xapt-|xaip-             [a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}  95
            xata-key                xau_                          [A-Za-z0-9]{30,50}
            apify-token             apify_api_                    [A-Za-z0-9]{36}  95
            runpod-key              rpa_                          [A-Z0-9]{40,50}
            portainer-token         ptr_                          [A-Za-z0-9+/]{43}=
            harness-token           pat.|sat.                     [A-Za-z0-9_-]{22}.[a-f0-9]{24}.[A-Za-z0-9]{20}  95
            defined-key             dnkey-                        [A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52}
            pubnub-key              sub-c-|pub-c-|sec-c-          [A-Za-z0-9-]{36,50}  75
            ory-token               ory_pat_|ory_at_|ory_st_      [A-Za-z0-9_-]{32,100}
            vercel-token            vcp_|vci_|vca_|vck_           [A-Za-z0-9]{24,60}
            zoho-token              1000.                         [a-f0-9]{32}.[a-f0-9]{32}  95
            """;

    private static final String CODE = """
            github-token            ghp_|gho_|ghu_|ghs_|ghr_      [A-Za-z0-9]{36,255}                  95
            github-fine-grained     github_pat_                   [A-Za-z0-9]{22}_[A-Za-z0-9]{59}      98
            gitlab-token            glpat-|gldt-|glrt-|glcbt-|glptt-|glft-|glsoat-|glimt-|glffct-|glagent-|gloas-|glwt-  [A-Za-z0-9_.-]{20,80}  95
            gitlab-runner-token     GR1348941                     [A-Za-z0-9_-]{20}
            bitbucket-token         ATBB                          [A-Za-z0-9]{24,40}
            atlassian-token         ATATT3|ATCTT3|ATSTT3          [A-Za-z0-9_=-]{60,300}               95
            trello-token            ATTA                          [a-f0-9]{64}
            npm-token               npm_                          [A-Za-z0-9]{36}                      95
            pypi-token              pypi-AgE                      [A-Za-z0-9_-]{50,400}                98
            rubygems-key            rubygems_                     [a-f0-9]{48}                         98
            crates-token            cio                           [A-Za-z0-9]{32}                      80
            nuget-key               oy2                           [a-z0-9]{43}                         80
            docker-token            dckr_pat_|dckr_oat_           [A-Za-z0-9_-]{27,40}                 95
            clojars-token           CLOJARS_                      [a-z0-9]{60}
            jfrog-key               AKCp                          [A-Za-z0-9]{60,80}
            jfrog-reference         cmVmdGtuOj                    [A-Za-z0-9]{40,70}
            circleci-token          CCIPAT_|CCIPRJ_               [A-Za-z0-9]{20,24}_[a-f0-9]{40}
            buildkite-token         bkua_|bkct_                   [a-f0-9]{40}
            sonar-token             sqp_|squ_|sqa_                [a-f0-9]{40}
            sourcegraph-token       sgp_                          [a-f0-9]{40}
            sourcegraph-token       sgp_                          [a-fA-F0-9]{16}_[a-f0-9]{40}
            postman-key             PMAK-                         [a-f0-9]{24}-[a-f0-9]{34}
            octopus-key             API-                          [A-Z0-9]{26,32}                      80
            prefect-key             pnu_                          [A-Za-z0-9]{36}
            launchdarkly-key        sdk-|api-|mob-                [a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[a-f0-9]{4}-[a-f0-9]{12}  85
            figma-token             figd_|figo_                   [A-Za-z0-9_-]{38,60}
            contentful-token        CFPAT-                        [A-Za-z0-9_-]{43}
            linear-key              lin_api_|lin_oauth_           [A-Za-z0-9]{40,64}
            notion-token            ntn_                          [0-9]{11}[A-Za-z0-9]{35}
            notion-token            secret_                       [A-Za-z0-9]{43}
            airtable-token          pat                           [A-Za-z0-9]{14}.[a-f0-9]{64}
            onepassword-token       ops_eyJ                       [A-Za-z0-9+/_-]{100,2000}={0,3}
            readme-key              rdme_                         [a-z0-9]{70}
            terraform-token         ATLAS_TOKEN_                  [A-Za-z0-9]{20,90}
            packagist-token         packagist_uut_|packagist_out_|packagist_org_ [a-f0-9]{60,80}  95
            dbt-token               dbtc_|dbts_|dbtu_             [A-Za-z0-9_-]{38,60}={0,1}
            sourcegraph-token       slk_                          [a-f0-9]{64}  95
            sourcegraph-token       sgp_local_                    [a-f0-9]{40}  95
            gitbook-token           gb_api_                       [A-Za-z0-9]{40}
            clickup-token           pk_                           [0-9]{6,9}_[A-Z0-9]{32}  95
            posthog-key             phx_                          [A-Za-z0-9_]{40,52}
            posthog-project-key     phc_                          [A-Za-z0-9_]{40,52}  60
            adafruit-key            aio_                          [A-Za-z0-9]{28}
            intra42-secret          s-s4t2ud-|s-s4t2af-           [a-f0-9]{64}  95
            settlemint-token        sm_aat_|sm_pat_|sm_sat_       [A-Za-z0-9]{16,40}
            trigger-key             tr_dev_|tr_prod_|tr_stg_      [A-Za-z0-9]{18,30}
            inngest-key             signkey-prod-|signkey-test-   [a-f0-9]{64}
            rootly-token            rootly_                       [a-f0-9]{64}
            truffle-key             thog-key-|thog-secret-        [A-Za-z0-9]{12,40}
            cal-key                 cal_live_|cal_test_           [a-f0-9]{32}
            hex-token               hxtp_|hxtw_                   [A-Za-z0-9]{32,80}
            """;

    private static final String SERVICES = """
            slack-token             xoxb-|xoxp-|xoxa-|xoxr-|xoxs-|xoxo-|xoxe-|xoxe.xoxp-|xoxe.xoxb-  [A-Za-z0-9-]{20,300}  95
            slack-app-token         xapp-                         [0-9]-[A-Z0-9]{8,14}-[0-9]{10,14}-[a-f0-9]{32,128}  98
            slack-webhook           hooks.slack.com/services/|hooks.slack.com/workflows/  [A-Z0-9]{8,14}/[A-Z0-9]{8,14}/[A-Za-z0-9]{18,64}
            discord-webhook         discord.com/api/webhooks/|discordapp.com/api/webhooks/  [0-9]{15,22}/[A-Za-z0-9_-]{40,90}
            teams-webhook           webhook.office.com/webhookb2/ [a-f0-9-]{36}@[a-f0-9-]{36}/IncomingWebhook/[a-f0-9]{32}/[a-f0-9-]{36}
            stripe-key              sk_live_|rk_live_|sk_prod_|rk_prod_  [A-Za-z0-9]{16,255}           98
            stripe-test-key         sk_test_|rk_test_             [A-Za-z0-9]{16,255}                  85
            stripe-publishable-key  pk_live_|pk_test_             [A-Za-z0-9]{20,255}                  60
            clerk-key               sk_live_|sk_test_             [A-Za-z0-9]{8,64}_[A-Za-z0-9]{8,64}
            webhook-secret          whsec_                        [A-Za-z0-9+/]{24,80}={0,2}
            square-token            sq0atp-|sq0csp-|sq0idp-       [A-Za-z0-9_-]{22,43}
            square-token            EAAA                          [A-Za-z0-9_-]{56,64}
            shopify-token           shpat_|shpca_|shppa_|shpss_|shpua_|shpit_  [a-fA-F0-9]{32}         98
            braintree-token         access_token$production$|access_token$sandbox$  [a-z0-9]{16}$[a-f0-9]{32}
            plaid-token             access-sandbox-|access-development-|access-production-  [a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}
            flutterwave-key         FLWSECK-|FLWSECK_TEST-        [A-Za-z0-9-]{12,50}
            razorpay-key            rzp_live_|rzp_test_           [A-Za-z0-9]{14}                      70
            easypost-key            EZAK|EZTK                     [A-Za-z0-9]{54}
            shippo-token            shippo_live_|shippo_test_     [a-f0-9]{40}
            duffel-token            duffel_live_|duffel_test_     [A-Za-z0-9_=-]{43}
            lob-key                 live_|test_                   [a-f0-9]{35}                         80
            sendgrid-key            SG.                           [A-Za-z0-9_-]{16,32}.[A-Za-z0-9_-]{32,64}  98
            mailgun-key             key-                          [a-z0-9]{32}                         82
            brevo-key               xkeysib-|xsmtpsib-            [a-f0-9]{64}-[A-Za-z0-9]{16}         98
            resend-key              re_                           [A-Za-z0-9]{8}_[A-Za-z0-9]{20,28}    85
            twilio-key              SK0|SKa|SKb|SKc|SKd|SKe|SKf|SK1|SK2|SK3|SK4|SK5|SK6|SK7|SK8|SK9  [a-f0-9]{31}  85
            twitter-bearer          AAAAAAAAAAAAAAAAAAAAA         [A-Za-z0-9%]{80,120}
            dropbox-token           sl.                           [A-Za-z0-9_-]{100,1000}              85
            typeform-token          tfp_                          [A-Za-z0-9_.=-]{40,60}
            hubspot-token           pat-na1-|pat-na2-|pat-eu1-    [a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}
            adobe-secret            p8e-                          [A-Za-z0-9_-]{32}                    80
            mapbox-secret           sk.eyJ                        [A-Za-z0-9_-]{20,200}.[A-Za-z0-9_-]{20,60}
            frameio-token           fio-u-                        [A-Za-z0-9_=-]{64}
            facebook-token          EAA                           [A-Za-z0-9]{80,300}  82
            instagram-token         IGQV|IGQW                     [A-Za-z0-9_-]{90,255}
            onesignal-key           os_v2_app_|os_v2_org_         [a-z2-7]{80,120}  95
            xendit-key              xnd_production_|xnd_development_ [A-Za-z0-9]{40,90}
            stytch-secret           secret-live-|secret-test-     [A-Za-z0-9_-]{35}={0,1}
            klaviyo-key             pk_                           [a-f0-9]{34}  80
            gocardless-token        live_|sandbox_                [A-Za-z0-9_-]{40}  75
            intercom-token          dG9rO                         [A-Za-z0-9+/]{40,90}={0,2}
            mattermost-hook         /hooks/                       [a-z0-9]{26}  70
            google-chat-webhook     chat.googleapis.com/v1/spaces/ [A-Za-z0-9_-]{8,14}/messages?key=[A-Za-z0-9_-]{20,60}&token=[A-Za-z0-9_%-]{20,80}
            zapier-webhook          hooks.zapier.com/hooks/catch/ [0-9]{4,10}/[a-z0-9]{5,12}  75
            teams-webhook           .webhook.office.com/webhookb2/ [a-f0-9-]{36}@[a-f0-9-]{36}/IncomingWebhook/[a-f0-9]{32}/[a-f0-9-]{36}
            workos-key              sk_live_a2V5X|sk_test_a2V5X   [A-Za-z0-9_]{30,120}  95
            liveblocks-key          sk_dev_                       [A-Za-z0-9_-]{40,80}
            paymongo-key            pk_prod_                      [A-Za-z0-9]{20,80}  60
            ubidots-token           BBFF-|BBUS-                   [A-Za-z0-9]{30}
            voiceflow-key           VF.DM.|VF.WS.                 [a-f0-9]{24}.[A-Za-z0-9]{16}  95
            shutterstock-token      v2/                           [A-Za-z0-9]{380,400}  70
            """;

    private static final String MACHINES = """
            openai-key              sk-proj-|sk-svcacct-|sk-admin-|sk-None-  [A-Za-z0-9_-]{32,300}     95
            anthropic-key           sk-ant-                       [A-Za-z0-9_-]{24,200}                95
            openrouter-key          sk-or-v1-                     [a-f0-9]{64}                         98
            openai-key              sk-                           [A-Za-z0-9]{32,80}                   90
            huggingface-token       hf_|api_org_                  [A-Za-z0-9]{34,40}
            replicate-token         r8_                           [A-Za-z0-9]{37,40}
            perplexity-key          pplx-                         [A-Za-z0-9]{40,60}
            groq-key                gsk_                          [A-Za-z0-9]{48,56}
            xai-key                 xai-                          [A-Za-z0-9]{70,90}
            nvidia-key              nvapi-                        [A-Za-z0-9_-]{50,80}
            langsmith-key           lsv2_pt_|lsv2_sk_             [a-f0-9]{32}_[a-f0-9]{10}
            grafana-token           glc_                          [A-Za-z0-9+/]{32,400}={0,3}
            grafana-token           glsa_                         [A-Za-z0-9]{32}_[A-Fa-f0-9]{8}       98
            new-relic-key           NRAK-|NRJS-|NRII-|NRRA-|NRIQ- [A-Za-z0-9_-]{19,42}
            dynatrace-token         dt0c01.|dt0s01.|dt0s02.|dt0s16.  [A-Z0-9]{8,24}.[A-Z0-9]{64}       98
            sentry-token            sntryu_                       [a-f0-9]{64}
            sentry-token            sntrys_eyJ                    [A-Za-z0-9+/=_]{60,400}
            honeycomb-key           hcaik_|hcxik_|hcalk_          [a-z0-9]{50,70}
            snyk-token              snyk_uat.|snyk_sat.           [A-Za-z0-9_.-]{30,120}
            pinecone-key            pcsk_                         [A-Za-z0-9]{5,7}_[A-Za-z0-9]{50,70}  95
            elevenlabs-key          sk_                           [a-f0-9]{48}
            fireworks-key           fw_                           [A-Za-z0-9]{22,24}  85
            cerebras-key            csk-                          [a-z0-9]{48}
            tavily-key              tvly-|tvly-dev-|tvly-prod-    [A-Za-z0-9]{32}
            firecrawl-key           fc-                           [a-f0-9]{32}  85
            langfuse-key            sk-lf-                        [a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}  95
            helicone-key            sk-helicone-                  [a-z0-9-]{25,60}
            anyscale-key            esecret_                      [A-Za-z0-9]{24,60}
            e2b-key                 e2b_                          [a-f0-9]{40}
            browserbase-key         bb_live_|bb_test_             [A-Za-z0-9_-]{24,50}
            jina-key                jina_                         [A-Za-z0-9_-]{50,70}
            voyage-key              pa-                           [A-Za-z0-9_-]{43}  70
            google-ai-key           AQ.Ab                         [A-Za-z0-9_-]{40,60}
            grafana-key             eyJrIjoi                      [A-Za-z0-9]{60,400}={0,3}
            sentry-dsn-token        sntrys_                       [A-Za-z0-9+/=_]{60,400}
            logfire-token           pylf_v1_us_|pylf_v1_eu_       [A-Za-z0-9]{40,50}
            wandb-key               wandb_v1_                     [A-Za-z0-9_]{30,100}
            cohere-key              co_api_                       [A-Za-z0-9]{36,44}
            dynatrace-token         dt0e01.|dt0b01.               [A-Z0-9]{8,24}.[A-Z0-9]{64}  98
            """;

    private TokenTable() {}

    static void addTo(Detectors.Builder builder) {
        for (String table : List.of(CLOUD, CODE, SERVICES, MACHINES)) {
            table.lines().forEach(line -> add(builder, line.strip().split("\\s+", -1)));
        }
    }

    /** The ids of all detectors of the table. */
    static List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (String table : List.of(CLOUD, CODE, SERVICES, MACHINES)) {
            table.lines().forEach(line -> ids.add("secret." + line.strip().split("\\s+", 2)[0]));
        }
        return ids.stream().distinct().toList();
    }

    private static void add(Detectors.Builder builder, String[] row) {
        int confidence = row.length > 3 ? Integer.parseInt(row[3]) : 90;
        boolean checked = row[0].equals("github-token") || row[0].equals("npm-token");
        TokenCheck check = checked ? TokenCheck.CRC_BASE62 : TokenCheck.NONE;
        Shape shape = Shape.of(row[2]);
        for (String prefix : row[1].split("\\|", -1)) {
            builder.on(
                    new TokenMatcher("secret." + row[0], FindingType.API_KEY, prefix, shape, confidence, check),
                    prefix);
        }
    }
}
