'use strict';
// Where `hayauma number` means to answer otherwise than google-libphonenumber, and why. The first
// that fits names the difference. The library reads numbers out of anything, for people who look at
// the result; we are told where to send a secret, by programs, and refuse what could be misread.

const separators = /[\u2000-\u200A\u202F\u205F\u2500\u2501\u30FB\uFE58\uFE63\uFF65\uFF70]/;
const invisible = /[\u200B-\u200F\u2060\uFEFF\u00AD\u202A\u202C\u202D\u2066\u2068\u2069]/;

const weAccept = ({ our, their }) => our !== '' && their === '';
const weRefuse = (why) => (d) => d.our === '' && d.their !== '' && d.why === why;
const strange = weRefuse('invalid_characters');
const digitsOnly = (text) => text.replace(/[^0-9]/g, '');

exports.differences = [
  {
    name: 'separators of Japanese typing: typographic spaces, middle dots, half-width and box-drawing dashes',
    // They come from Japanese keyboards, word processors and mail; the digits around them are not in doubt.
    fits: (d) => weAccept(d) && separators.test(d.text),
  },
  {
    name: 'marks without width inside a number',
    // They come along when a number is copied from a web page or an address book; nobody sees them.
    fits: (d) => weAccept(d) && invisible.test(d.text),
  },
  {
    name: '0081 before a whole mobile number',
    // How a European dials Japan. 00 and another country, or 0081 and anything else, stays refused.
    fits: (d) => weAccept(d) && /^00810?[6789]0[1-9]\d{7}$/.test(digitsOnly(d.text)),
  },
  {
    name: 'a lost trunk 0 is not guessed',
    // 9012345678 is also a number of ten digits in North America.
    fits: (d) => weRefuse('invalid_prefix')(d) && /^[6789]0[1-9]\d{7}$/.test(digitsOnly(d.text)),
  },
  {
    name: 'carrier selection (0037-68 and the like) is for voice only',
    fits: (d) => weRefuse('invalid_prefix')(d) && /^00/.test(digitsOnly(d.text)),
  },
  {
    name: 'over 64 characters',
    fits: weRefuse('too_long'),
  },
  {
    name: 'an extension or a parameter behind the number',
    // A short message has no extension to go to: dropping it would text somebody else.
    fits: (d) => strange(d) && /(;|x|ext|,,|#)/.test(d.text) && /\d{4}\D*(;|x|,,|#| ext)/.test(d.text),
  },
  {
    name: 'digits of other scripts',
    // A reviewer of an audit log reads ASCII; whoever writes other digits can say so in ASCII.
    fits: (d) => strange(d) && /[^\x00-\x7F\uFF10-\uFF19]/.test(d.text) && /\p{Nd}/u.test(d.text) &&
      digitsOnly(d.text).length < 11,
  },
  {
    name: 'letters and marks between the digits (/ ~ * [ ] and keypad letters)',
    fits: (d) => strange(d) && /^[^0-9\uFF10-\uFF19+]?0?90[^0-9]+\d/.test(d.text),
  },
  {
    name: 'text, control characters and symbols before or behind the number',
    // The library cuts a number out of a text. A line feed or a Ctrl-Z on its way to a modem, or a
    // name pasted into the wrong field, is refused here instead.
    fits: (d) => strange(d) && /(^[^0-9+]|[^0-9]$)/.test(d.text),
  },
];
