'use strict';
// Asks `COMMAND… number --json` and google-libphonenumber the same questions. Both answer with an
// E.164 number or with a refusal. Where they differ, the difference must be one that we mean:
// `differences.js` lists them, each with its reason, and each must occur.
//   node differential.js PACKAGE COMMAND [ARG ...]

const { spawnSync } = require('node:child_process');
const { questions } = require('./questions.js');
const { differences } = require('./differences.js');

const [packagePath, command, ...args] = process.argv.slice(2);
const { PhoneNumberUtil, PhoneNumberFormat, PhoneNumberType } = require(packagePath);
const util = PhoneNumberUtil.getInstance();

/** The E.164 form where the library calls it a valid mobile number of Japan, else ''. */
function theirs(text) {
  let number;
  try {
    number = util.parse(text, 'JP');
  } catch {
    return '';
  }
  const mobile = number.getCountryCode() === 81 && util.isValidNumber(number) &&
    util.getNumberType(number) === PhoneNumberType.MOBILE;
  return mobile ? util.format(number, PhoneNumberFormat.E164) : '';
}

function ours(texts) {
  const input = texts.map((text) => JSON.stringify(text) + '\n').join('');
  const run = spawnSync(command, [...args, 'number', '--json'],
    { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.error || run.stderr !== '' || ![0, 1].includes(run.status)) {
    throw new Error(`${command} failed: ${run.error || run.stderr || run.status}`);
  }
  return run.stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
}

const asked = questions();
const answers = ours(asked);
if (answers.length !== asked.length) throw new Error('another number of answers than questions');

const seen = new Map(differences.map((d) => [d.name, 0]));
const unexplained = [];
let agreed = 0;
for (let i = 0; i < asked.length; ++i) {
  const our = answers[i].e164 || '';
  const their = theirs(asked[i]);
  if (our === their) {
    ++agreed;
    continue;
  }
  const digits = asked[i].normalize('NFKC').replace(/\D/g, '');
  const known = differences.find((d) => d.fits({ text: asked[i], digits, our, their, why: answers[i].error }));
  if (known) {
    seen.set(known.name, seen.get(known.name) + 1);
  } else {
    unexplained.push(`${JSON.stringify(asked[i])}: ours ${our || answers[i].error}, theirs ${their || 'refused'}`);
  }
}

console.log(`${asked.length} questions, ${agreed} answered alike`);
for (const [name, count] of seen) console.log(`  ${String(count).padStart(6)}  ${name}`);
const unused = [...seen].filter(([, count]) => count === 0).map(([name]) => name);
for (const line of unexplained.slice(0, 40)) console.error(`differs without a reason: ${line}`);
for (const name of unused) console.error(`explained but never seen: ${name}`);
if (unexplained.length > 0) console.error(`${unexplained.length} differences without a reason`);
process.exit(unexplained.length + unused.length > 0 ? 1 : 0);
