package dev.postern.egress.detect;

import java.util.HashMap;
import java.util.Map;

/**
 * What words before a number, or another candidate, say it is. A topic is a bit among 64; when they are all taken, topics
 * that no detector asks about at one place, such as those of two countries whose numbers have different lengths, become one.
 */
enum Topic {
    CARD("card|visa|mastercard|amex|maestro|credit|debit|pan|cc|payment"),
    SOCIAL_SECURITY("ssn|social|ss#|socialsecurity|soc sec"),
    TAXPAYER("itin|tax|taxpayer|tin|irs"),
    PHONE("phone|tel|telephone|mobile|cell|call|fax|whatsapp|sms|telefon|contact|handy|movil|ph|mob|"
            + "dial|phonenumber|hotline|ring|telefono|reach|msisdn|signal|tel\u00E9fono"),
    IP_ADDRESS("ip|ipv4|addr|address|host|server|from|client|gateway|dns|ping|remote|peer|listen|route|"
            + "router|node|dest|source|src|dst|login|connect|connected|visitor"),
    VERSION(
            "version|ver|release|section|chapter|build|v|rev|revision|oid|clause|appendix|figure|fig|table|paragraph|article"),
    LOGIN("login|user|username"),
    AUTHORIZATION("authorization"),
    BANK("bank|account|acct|checking|savings|iban|konto"),
    DRIVER("driver|driving|drivers|dl"),
    AUSTRALIA_BUSINESS("abn|business"),
    AUSTRALIA_HEALTH("medicare"),
    AUSTRALIA_TAX("tfn|tax file|taxfile|tax"),
    BELGIUM("rijksregister|national|niss|insz|registre"),
    BRAZIL_COMPANY("cnpj|empresa|cadastro"),
    BRAZIL_PERSON("cpf|pis|pasep|contribuinte|cadastro|pessoa"),
    BRITAIN_HEALTH("nhs|patient|health"),
    BRITAIN_INSURANCE("nino|insurance"),
    CANADA("sin|social insurance|insurance"),
    CHINA("id|identity|resident|shenfenzheng"),
    DENMARK("cpr|personnummer"),
    FINLAND("hetu|henkil"),
    FRANCE("nir|securite|sociale|secu|insee|ins"),
    GERMANY_HEALTH("kv|versicherten"),
    GERMANY_PENSION("renten|sv"),
    GERMANY_TAX("steuer|idnr|tax|tin|steueridentifikationsnummer|identifikation"),
    INDIA_AADHAAR("aadhaar|aadhar|uidai|uid|adhar"),
    INDIA_GST("gst"),
    INDIA_TAX("pan|permanent|tax"),
    ITALY("codice|fiscale"),
    KOREA("rrn|resident|registration"),
    MEXICO_PERSON("curp"),
    MEXICO_TAX("rfc"),
    NETHERLANDS("bsn|burgerservicenummer|sofinummer|sofi|burgerservice"),
    NORWAY("fodselsnummer|fnr|personnummer"),
    POLAND("pesel|osobisty"),
    PORTUGAL("nif|contribuinte|fiscal"),
    SINGAPORE("nric|fin"),
    SOUTH_AFRICA("id|identity|rsa|said"),
    SPAIN_FOREIGNER("nie"),
    SPAIN_PERSON("dni|nif"),
    SWEDEN("personnummer|personnr|pnr|person|samordningsnummer"),
    SWITZERLAND("ahv|avs|sozialversicherung"),
    TURKEY("tc|kimlik|tckn"),
    ARABIA("emirates|eid|iqama|saudi|national id|national_id|egypt"),
    ARGENTINA("cuit|cuil"),
    AUSTRIA("svnr|sozialversicherung|versicherung"),
    BALTICS("isikukood|asmens|personal code|personal_code"),
    BULGARIA("egn|egh"),
    CHILE("rut|run"),
    CROATIA("oib"),
    CZECHIA("rodne|rodn\u00E9|birth number|rc"),
    GREECE("amka"),
    ICELAND("kennitala|kt"),
    INDONESIA("nik|ktp"),
    IRELAND("pps|ppsn"),
    ISRAEL("israel|israeli|teudat|zehut"),
    JAPAN("my number|mynumber|my_number|kojin"),
    MALAYSIA("mykad|nric|ic|kad"),
    PAKISTAN("cnic|nadra"),
    ROMANIA("cnp"),
    RUSSIA("snils|inn"),
    TAIWAN("taiwan|roc"),
    THAILAND("thai|thailand");

    private final String words;

    Topic(String words) {
        this.words = words;
    }

    /** This topic among others; there are at most 64. */
    @SuppressWarnings("EnumOrdinal") // the bits are not kept
    long bit() {
        return 1L << ordinal();
    }

    /** All words, with the topics each is of. */
    static WordTrie trie() {
        Map<String, Long> topics = new HashMap<>();
        for (Topic topic : values()) {
            for (String word : topic.words.split("\\|", -1)) {
                topics.merge(word, topic.bit(), (a, b) -> a | b);
            }
        }
        return new WordTrie(topics);
    }
}
