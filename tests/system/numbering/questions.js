'use strict';
// What both are asked: the numbering plan digit by digit, the ways to write a number character by
// character, and what people really type.

const mobile = '09012345678';

/** Every national number of 7 to 14 digits, as far as its first four digits decide. */
function plan() {
  const all = [];
  for (let first = 0; first < 1000; ++first) {
    const prefix = String(first).padStart(3, '0');
    for (let length = 7; length <= 14; ++length) {
      const national = (prefix + '12345678901').slice(0, length);
      all.push('0' + national, '+81' + national, '+810' + national, '81' + national, national,
        '010 81 ' + national, '0081' + national);
    }
  }
  for (let first = 0; first < 100000; first += 7) {  // deeper, for blocks inside the plan
    all.push('0' + String(first).padStart(5, '0') + '12345');
  }
  return all;
}

/** Every character of the basic plane that could stand in a number, at three places. */
function writing() {
  const all = [];
  for (let c = 0; c <= 0xFFFF; ++c) {
    if (c > 0x3400 && c < 0xF900) continue;  // ideographs, Hangul, surrogates, private use
    const mark = String.fromCharCode(c);
    all.push('090' + mark + '12345678', mark + mobile, mobile + mark);
  }
  return all;
}

/** Short digits: services, emergencies, short codes, and what is left of a number. */
function short() {
  const all = [''];
  for (let n = 0; n < 10000; ++n) all.push(String(n), '0' + n, '+81' + n, '184' + n);
  return all;
}

const typed = [
  '090-1234-5678', '090 1234 5678', '090.1234.5678', '(090)1234-5678', '090(1234)5678',
  '０９０－１２３４－５６７８', '＋８１９０１２３４５６７８', '+81 (0)90-1234-5678', '(+81)90-1234-5678',
  '81-90-1234-5678', ' 81 90 1234 5678', '8109012345678', '81(0)90-1234-5678',
  '010-81-90-1234-5678', '010-81-090-1234-5678', '0081-90-1234-5678', '0081-090-1234-5678',
  'tel:+81-90-1234-5678', 'tel:09012345678', 'TEL:09012345678', 'tel:+81-90-1234-5678;ext=1',
  'tel:090-1234-5678;phone-context=+81', 'tel:+81-90-1234-5678;isub=1', '090-1234-5678x12',
  '090-1234-5678,,12', '090-1234-5678#12', '090-1234-5678 ext 12', '090-1234-5678内線12',
  '9012345678', '90-1234-5678', '9012345678.0', '9.01235E+09', "'09012345678", '="09012345678"',
  '+090-1234-5678', '+0081-90-1234-5678', '+81 00 90 1234 5678', '+81 81 90 1234 5678',
  '+90-1234-5678', '010-1234-5678', '010-8190-1234', '011-81-90-1234-5678',
  '0011-81-90-1234-5678', '001-81-90-1234-5678', '184-090-1234-5678', '186-090-1234-5678',
  '0033-010-81-90-1234-5678', '0061-010-81-90-1234-5678', '001-010-81-90-1234-5678',
  '0033-090-1234-5678', '0037-68-090-1234-5678', '0063-090-1234-5678', '0077-090-1234-5678',
  '0088-090-1234-5678', '自宅 090-1234-5678', 'TEL.090-1234-5678', 'Taro 09012345678',
  '090-1234-5678 Taro', '📱09012345678', '[090]12345678', '090/1234/5678', '090~1234~5678',
  '090〜1234〜5678', '٠٩٠١٢٣٤٥٦٧٨', '०९०१२३४५६७८', '๐๙๐๑๒๓๔๕๖๗๘', '𝟎𝟗𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖',
  '⓪⑨⓪①②③④⑤⑥⑦⑧', '⁰⁹⁰¹²³⁴⁵⁶⁷⁸', '〇九〇一二三四五六七八', 'O9012345678', '090l2345678',
  '0120-123-456', '0800-123-4567', '0570-012-345', '0990-123-456', '0180-991-234',
  '060-1234-5678', '060-1000-0000', '060-9123-4567', '0600-123-4567', '060-123-4567',
  '070-1234-5678', '080-1234-5678', '090-0123-4567', '020-1234-5678', '020-4123-4567',
  '0200-1234-567890', '050-1234-5678', '03-1234-5678', '011-211-1234', '#7119', '00052345',
  '1-800-FLOWERS', '090-1234-JAVA', '0'.repeat(64), ' '.repeat(65), mobile + ' '.repeat(60),
];

module.exports = { questions: () => [...plan(), ...writing(), ...short(), ...typed] };
