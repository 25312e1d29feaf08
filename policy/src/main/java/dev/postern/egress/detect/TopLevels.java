package dev.postern.egress.detect;

import java.util.List;

/** Top-level domains: those of countries, and the generic ones that are not also endings of files. Endings of file names are not among them. */
final class TopLevels {

    private static final String COUNTRIES =
            "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt "
                    + "bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg "
                    + "er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn "
                    + "hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li "
                    + "lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne "
                    + "nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb "
                    + "sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr "
                    + "tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

    private static final String GENERIC =
            "com org net edu gov mil int arpa info biz name pro aero asia cat coop jobs mobi museum post tel "
                    + "travel xxx app dev page cloud online site website store shop blog tech space live email mail "
                    + "agency academy accountants apartments art associates audio bank bar beer best bike boutique "
                    + "build business cafe camera camp capital care careers cash catering center chat church city "
                    + "claims cleaning clinic clothing club coach codes coffee community company computer condos "
                    + "construction consulting contractors cool coupons credit cruises dating deals delivery democrat "
                    + "dental design diamonds digital direct directory discount doctor domains earth education energy "
                    + "engineer engineering enterprises equipment estate events exchange expert exposed express family "
                    + "farm fashion finance financial fish fitness flights florist foundation fund furniture fyi "
                    + "gallery games garden gift gifts global gmbh gold golf graphics gratis green gripe group guide "
                    + "guitars guru haus health healthcare help hiphop hockey holdings holiday host hosting house immo "
                    + "industries ink institute insurance insure international investments jetzt kaufen kim kitchen "
                    + "land law lawyer lease legal life lighting limited limo link loan loans london love ltd luxury "
                    + "management market marketing media memorial menu money mortgage network news ninja nyc one ong "
                    + "paris partners parts party pet photo photography photos pics pictures pizza place plumbing plus "
                    + "press productions properties property pub quest racing recipes red rehab reisen rent rentals "
                    + "repair report republican rest restaurant review reviews rich rip rocks run sale salon school "
                    + "science security services sexy shoes show singles social software solar solutions style sucks "
                    + "supplies supply support surf surgery systems tattoo tax taxi team technology tennis theater "
                    + "tienda tips tires today tokyo tools top tours town toys trade trading training uno vacations "
                    + "ventures vet viajes video villas vin vip vision vodka vote voyage watch webcam wedding wien "
                    + "wiki win wine work works world wtf xyz yoga zone berlin hamburg koeln google example "
                    + "test accountant adult aaa abc ads africa apple auction auto autos baby band bargains bayern "
                    + "beauty bet bid bingo bio black blackfriday blue boats bond book boston bot brussels builders "
                    + "buzz cab cars casa casino catholic ceo charity cheap christmas cipriani college cologne corsica "
                    + "country courses cricket crs cruise cymru dad dance date datsun day deal degree dentist desi "
                    + "diet docs dog download dubai durban eus faith fan fans fit foo food football forsale forum frl "
                    + "fun gal gay gdn gent gives giving gle got grocery hair helsinki homes horse how icu ing ist "
                    + "istanbul joburg kyoto lat latino lgbt lidl locker lol lotto madrid maison map mba med melbourne "
                    + "men miami mls mom monster moscow moto motorcycles nagoya navy new nexus nhk nrw observer "
                    + "okinawa onl organic osaka phd physio pink poker porn prof promo pw quebec race realestate "
                    + "realtor realty reise reit ren rugby ruhr ryukyu saarland safety sarl scot select shia shiksha "
                    + "shopping skin soccer srl stockholm storage stream studio study sydney taipei tatar theatre "
                    + "tickets tirol tube university vegas versicherung voting voto wales wang wed weibo whoswho wme "
                    + "yachts yokohama zuerich";

    private static final WordTrie ALL = WordTrie.of(List.of((COUNTRIES + " " + GENERIC).split(" ", -1)));

    private TopLevels() {}

    /** Whether a label is a top-level domain; labels beyond ASCII and in Punycode are taken for one. */
    static boolean known(Text text, int start, int end) {
        return ALL.meaning(text.bytes, start, end) != 0
                || (end > start && (text.at(start) > 127 || text.hasFolded("xn--", start)));
    }
}
