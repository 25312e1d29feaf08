package dev.postern.egress.detect;

import java.util.List;

/** Identity and tax numbers of the Americas, with their checks. Stateless. */
final class AmericanNumbers {

    private AmericanNumbers() {}

    static List<NationalNumber> kinds() {
        return List.of(
                new NationalNumber("pii.br-cpf", "3.3.3-2", 96, AmericanNumbers::cpf, Topic.BRAZIL_PERSON),
                new NationalNumber("pii.br-cpf", "b", 0, AmericanNumbers::cpf, Topic.BRAZIL_PERSON),
                new NationalNumber("pii.br-cnpj", "2.3.3/4-2", 96, AmericanNumbers::cnpj, Topic.BRAZIL_COMPANY),
                new NationalNumber("pii.br-cnpj", "e", 0, AmericanNumbers::cnpj, Topic.BRAZIL_COMPANY),
                new NationalNumber("pii.ca-sin", "3~3~3", 62, AmericanNumbers::sin, Topic.CANADA),
                new NationalNumber("pii.ca-sin", "9", 0, AmericanNumbers::sin, Topic.CANADA),
                new NationalNumber("pii.br-pis", "3.5.2-1", 90, AmericanNumbers::pis, Topic.BRAZIL_PERSON),
                new NationalNumber("pii.cl-rut", "2.3.3-1", 88, d -> chile(d, 9), Topic.CHILE),
                new NationalNumber("pii.cl-rut", "8-1", 0, d -> chile(d, 9), Topic.CHILE),
                new NationalNumber("pii.ar-cuit", "2-8-1", 88, AmericanNumbers::argentina, Topic.ARGENTINA),
                new NationalNumber("pii.ar-cuit", "b", 0, AmericanNumbers::argentina, Topic.ARGENTINA));
    }

    private static boolean cpf(int[] d) {
        int first = check11(Checksums.weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2));
        int second = check11(Checksums.weighted(d, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2));
        return first == d[9] && second == d[10];
    }

    private static boolean cnpj(int[] d) {
        int first = check11(Checksums.weighted(d, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2));
        int second = check11(Checksums.weighted(d, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2));
        return first == d[12] && second == d[13];
    }

    private static boolean sin(int[] d) {
        return d[0] != 0 && d[0] != 8 && Checksums.luhn(d, 0, 9);
    }

    private static int check11(int sum) {
        int rest = sum % 11;
        return rest < 2 ? 0 : 11 - rest;
    }

    private static boolean pis(int[] d) {
        return check11(Checksums.weighted(d, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == d[10];
    }

    private static boolean chile(int[] d, int count) {
        int sum = 0;
        for (int i = count - 2, weight = 2; i >= 0; i--, weight = weight == 7 ? 2 : weight + 1) {
            sum += d[i] * weight;
        }
        return (11 - sum % 11) % 11 == d[count - 1];
    }

    private static boolean argentina(int[] d) {
        int check = (11 - Checksums.weighted(d, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11;
        int kind = d[0] * 10 + d[1];
        boolean issued = kind == 20 || (kind >= 23 && kind <= 27) || kind == 30 || kind == 33 || kind == 34;
        return issued && (check == 10 ? 9 : check) == d[10];
    }
}
