package io.driftline.input.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/** How much a text looks like Chinese or Korean names in an encoding of two bytes: letters in use, best those of places. */
final class ChineseLetters {
    /** More of them tell nothing more. */
    private static final int LOOKED_AT = 2_000;

    /** Provinces, and cities that strains are named after. */
    private static final String SIMPLIFIED = "北京天津上海重庆河山西辽宁吉林黑龙江苏浙安徽福建东南湖广四川贵州云陕甘肃青台湾内蒙古藏夏新疆香港澳门深圳厦昆明武汉成都杭长沙沈阳大连哈尔滨石家庄"
            + "猫犬马牛貂虎雁鸥鹤太原呼和浩特银乌鲁木齐拉萨郑合肥昌溪波珠佛莞惠汕头潮揭梅茂湛鸡鸭鹅鸽禽猪省市县区";

    private static final String TRADITIONAL =
            "北京天津上海重慶河山西遼寧吉林黑龍江蘇浙安徽福建東南湖廣四川貴州雲陝甘肅青臺台灣內蒙古藏夏新疆香港澳門高雄中竹基隆花蓮屏彰化嘉義苗栗投宜蘭澎金馬桃園雞鴨鵝鴿豬省市縣區";

    private static final String KOREAN =
            "서울부산대구인천광주전울세종경기강원충청북남라상제한국도시군포항창수성용안양평택목여순익진해김거통영밀사속초춘릉동태백삼척" + "오리닭돼지개조류야생위메추비둘철새고니";

    private final byte[] bytes;
    private final Charset charset;
    private final String places;
    private double sum;
    private int count;

    private ChineseLetters(byte[] bytes, String charset, String places) {
        this.bytes = bytes;
        this.charset = Charset.forName(charset);
        this.places = places;
    }

    /** Up to 2; -1 if it is not that encoding. */
    static double gb18030(byte[] bytes) {
        return new ChineseLetters(bytes, "GB18030", SIMPLIFIED).judge(ChineseLetters::inGb, true);
    }

    /** Up to 2; -1 if it is not that encoding. */
    static double big5(byte[] bytes) {
        return new ChineseLetters(bytes, "Big5", TRADITIONAL).judge((lead, trail, length) -> inBig5(lead), false);
    }

    /** Up to 2; -1 if it is not that encoding. */
    static double eucKr(byte[] bytes) {
        return new ChineseLetters(bytes, "EUC-KR", KOREAN).judge(ChineseLetters::inEucKr, false);
    }

    private interface Rating {
        double of(int lead, int trail, int length);
    }

    /** @param four whether letters of four bytes are known */
    private double judge(Rating rating, boolean four) {
        for (int at = 0; at < bytes.length && count < LOOKED_AT; ) {
            int lead = bytes[at] & 0xff;
            if (lead < 0x80) {
                at++;
                continue;
            }
            int length = four && at + 1 < bytes.length && bytes[at + 1] >= '0' && bytes[at + 1] <= '9' ? 4 : 2;
            if (at + length > bytes.length || !isOne(at, length)) {
                return -1;
            }
            int trail = bytes[at + 1] & 0xff;
            sum += rating.of(lead, trail, length) + place(at, length);
            count++;
            at += length;
        }
        return count == 0 ? 0 : sum / count;
    }

    private boolean isOne(int at, int length) {
        try {
            return decoded(at, length).codePoints().count() == 1;
        } catch (CharacterCodingException none) {
            return false;
        }
    }

    private double place(int at, int length) {
        try {
            return places.contains(decoded(at, length)) ? 1 : 0;
        } catch (CharacterCodingException none) {
            return 0;
        }
    }

    private String decoded(int at, int length) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes, at, length)).toString();
    }

    /** GB 2312 has the letters in use first, then rarer ones; what came later is rarer still, or for private use. */
    private static double inGb(int lead, int trail, int length) {
        if (length == 4) {
            return 0;
        }
        if (trail < 0xA1 || lead < 0xA1 || lead > 0xF7) {
            return lead >= 0xA1 ? -0.5 : 0;
        }
        if (lead >= 0xB0) {
            return lead <= 0xD7 ? 1 : 0.5;
        }
        return lead <= 0xA3 ? 0.7 : -1;
    }

    private static double inBig5(int lead) {
        if (lead >= 0xA4 && lead <= 0xC6) {
            return 1;
        }
        if (lead >= 0xA1 && lead <= 0xA3) {
            return 0.7;
        }
        return lead >= 0xC9 && lead <= 0xF9 ? 0.3 : -1;
    }

    /** Syllables, signs, and last the Chinese letters that Korean names are seldom written with today. */
    private static double inEucKr(int lead, int trail, int length) {
        if (trail < 0xA1) {
            return -1;
        }
        if (lead >= 0xB0 && lead <= 0xC8) {
            return 1;
        }
        if (lead >= 0xA1 && lead <= 0xA3) {
            return 0.7;
        }
        return lead >= 0xCA && lead <= 0xFD ? 0.3 : -1;
    }
}
