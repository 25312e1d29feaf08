package dev.postern.egress.detect;

import java.util.Set;

/** Top-level domains: those of countries, and the common generic ones. Endings of file names are not among them. */
final class TopLevels {

    private static final Set<String> COUNTRIES =
            Set.of(("ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh "
                            + "bi bj bm bn bo br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do "
                            + "dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn "
                            + "hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt "
                            + "lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu "
                            + "nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so "
                            + "sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn "
                            + "vu wf ws ye yt za zm zw")
                    .split(" "));

    private static final Set<String> GENERIC =
            Set.of(("com org net edu gov mil int arpa info biz name pro aero asia cat coop jobs "
                            + "mobi museum post tel travel xxx app dev page cloud online site website store shop blog tech space live email "
                            + "mail agency academy accountants apartments art associates audio bank bar beer best bike boutique build "
                            + "business cafe camera camp capital care careers cash catering center chat church city claims cleaning clinic "
                            + "clothing club coach codes coffee community company computer condos construction consulting contractors cool "
                            + "coupons credit cruises dating deals delivery democrat dental design diamonds digital direct directory "
                            + "discount doctor domains earth education energy engineer engineering enterprises equipment estate events "
                            + "exchange expert exposed express family farm fashion finance financial fish fitness flights florist "
                            + "foundation fund furniture fyi gallery games garden gift gifts global gmbh gold golf graphics gratis green "
                            + "gripe group guide guitars guru haus health healthcare help hiphop hockey holdings holiday host hosting house "
                            + "immo industries ink institute insurance insure international investments jetzt kaufen kim kitchen land law "
                            + "lawyer lease legal life lighting limited limo link loan loans london love ltd luxury management market "
                            + "marketing media memorial menu money mortgage network news ninja nyc one ong paris partners parts party pet "
                            + "photo photography photos pics pictures pizza place plumbing plus press productions properties property "
                            + "pub quest racing recipes red rehab reisen rent rentals repair report republican rest restaurant review "
                            + "reviews rich rip rocks run sale salon school science security services sexy shoes show singles social "
                            + "software solar solutions style sucks supplies supply support surf surgery systems tattoo tax taxi team "
                            + "technology tennis theater tienda tips tires today tokyo tools top tours town toys trade trading training "
                            + "uno vacations ventures vet viajes video villas vin vip vision vodka vote voyage watch webcam wedding wien "
                            + "wiki win wine work works world wtf xyz yoga zone berlin hamburg koeln google example invalid test")
                    .split(" "));

    private TopLevels() {}

    /** Whether a label in lower case is a top-level domain; labels beyond ASCII and in Punycode are taken for one. */
    static boolean known(String label) {
        return COUNTRIES.contains(label)
                || GENERIC.contains(label)
                || label.startsWith("xn--")
                || (!label.isEmpty() && label.charAt(0) > 127);
    }
}
