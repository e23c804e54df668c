package vn.lienthong.connector.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every Vietnamese letter, and writers for encodings that the hub itself only reads. */
final class VietnameseLetters {
    static final String SMALL =
            "aáàảãạăắằẳẵặâấầẩẫậbcdđeéèẻẽẹêếềểễệghiíìỉĩịklmnoóòỏõọôốồổỗộơớờởỡợpqrstuúùủũụưứừửữựvxyýỳỷỹỵ";
    private static final String VOWELS_WITH_MARKS =
            "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ";

    private VietnameseLetters() {}

    /** Every onset with every marked vowel and every coda: what a name can be made of. */
    static List<String> syllables() {
        List<String> all = new ArrayList<>();
        for (String onset : "- b c ch d đ g gh gi h k kh l m n ng ngh nh ph qu r s t th tr v x".split(" ")) {
            for (char vowel : VOWELS_WITH_MARKS.toCharArray()) {
                for (String coda : "- c ch m n ng nh p t i y o u".split(" ")) {
                    String syllable = (onset + vowel + coda).replace("-", "");
                    all.add(syllable);
                    all.add(Character.toUpperCase(syllable.charAt(0)) + syllable.substring(1));
                }
            }
        }
        return all;
    }

    /** The text as windows-1258 has it: tone marks as characters of their own. */
    static byte[] windows1258(String text) {
        StringBuilder apart = new StringBuilder();
        for (char letter : Normalizer.normalize(text, Normalizer.Form.NFC).toCharArray()) {
            String parts = Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFD);
            StringBuilder base = new StringBuilder();
            StringBuilder tone = new StringBuilder();
            for (char part : parts.toCharArray()) {
                ("\u0300\u0301\u0303\u0309\u0323".indexOf(part) < 0 ? base : tone).append(part);
            }
            apart.append(Normalizer.normalize(base, Normalizer.Form.NFC)).append(tone);
        }
        return apart.toString().getBytes(Charset.forName("windows-1258"));
    }

    static byte[] tcvn3(String text) {
        // The order of the letters in the standard's own chart, written down apart from the hub's table.
        String letters = "ĂÂÊÔƠƯĐăâêôơưđ";
        Map<Character, byte[]> codes = new HashMap<>();
        for (int i = 0; i < letters.length(); i++) {
            codes.put(letters.charAt(i), new byte[] {(byte) (0xA1 + i)});
        }
        String high = "àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ";
        for (int i = 0; i < high.length(); i++) {
            codes.put(high.charAt(i), new byte[] {(byte) (0xB5 + i)});
        }
        return encode(text, codes);
    }

    static byte[] vni(String text) {
        Map<Character, byte[]> codes = new HashMap<>();
        String plain = "á=aù à=aø ả=aû ã=aõ ạ=aï ă=aê ắ=aé ằ=aè ẳ=aú ẵ=aü ặ=aë â=aâ ấ=aá ầ=aà ẩ=aå ẫ=aã ậ=aä đ=ñ"
                + " é=eù è=eø ẻ=eû ẽ=eõ ẹ=eï ê=eâ ế=eá ề=eà ể=eå ễ=eã ệ=eä í=í ì=ì ỉ=æ ĩ=ó ị=ò"
                + " ó=où ò=oø ỏ=oû õ=oõ ọ=oï ô=oâ ố=oá ồ=oà ổ=oå ỗ=oã ộ=oä ơ=ô ớ=ôù ờ=ôø ở=ôû ỡ=ôõ ợ=ôï"
                + " ú=uù ù=uø ủ=uû ũ=uõ ụ=uï ư=ö ứ=öù ừ=öø ử=öû ữ=öõ ự=öï ý=yù ỳ=yø ỷ=yû ỹ=yõ ỵ=î";
        for (String pair : (plain + " " + plain.toUpperCase(java.util.Locale.ROOT)).split(" ")) {
            codes.put(pair.charAt(0), pair.substring(2).getBytes(StandardCharsets.ISO_8859_1));
        }
        return encode(text, codes);
    }

    private static byte[] encode(String text, Map<Character, byte[]> codes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (char letter : text.toCharArray()) {
            byte[] code = codes.get(letter);
            if (code != null) {
                bytes.writeBytes(code);
            } else if (letter < 0x80) {
                bytes.write(letter);
            } else {
                throw new IllegalArgumentException("no code for " + letter);
            }
        }
        return bytes.toByteArray();
    }
}
