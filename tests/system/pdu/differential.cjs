// Compares our PDU codec with npm's node-pdu, both ways: what we write it must read as we meant it,
// and what it writes we must read as it meant it.
//
// Known differences. node-pdu 2.1.1 is wrong in these; the standard's text decides:
//  * it shows septet 5F (3GPP TS 23.038 §6.2.1: the section sign) as a grave accent;
//  * it does not know the form feed (ESC 0A) and shows a grave accent;
//  * it reads a relative TP-VP above 8F wrongly (90..A7 as 12 days and more in place of 12 hours,
//    A8..C4 a day short, C5..FF four weeks short). We undo its sum, so that the octet is compared;
//  * it takes an offset of 0 from UTC for none and puts this machine's own in its place, hence TZ.
'use strict';

process.env.TZ = 'UTC';

const { spawnSync } = require('node:child_process');
const path = require('node:path');

const exitSkipped = 77;
const pduLines = process.argv[2];
const foreign = path.join(__dirname, '..', '..', 'foreign', 'node_modules', 'node-pdu');

let pdu;
try {
  pdu = require(foreign);
} catch (error) {
  if (error.code !== 'MODULE_NOT_FOUND') throw error;
  console.log('skipped: npm package node-pdu is not installed (scripts/test --full installs it)');
  process.exit(exitSkipped);
}

let compared = 0;
const differences = [];

function same(what, ours, theirs) {
  compared += 1;
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
    differences.push(`${what}: ours ${JSON.stringify(ours)}, theirs ${JSON.stringify(theirs)}`);
  }
}

/** Runs our program; one JSON object a line of its output. */
function ours(args, lines = []) {
  const run = spawnSync(pduLines, args, {
    input: lines.map((line) => `${line}\n`).join(''), encoding: 'utf8', maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(`pdu_lines ${args.join(' ')}: ${run.status} ${run.stderr}`);
  return run.stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
}

/** A text as node-pdu would show it. */
function asShownThere(text, gsm7) {
  return gsm7 ? text.replace(/[\u00a7\f]/g, '`') : text;
}

/** The TP-VP octet behind the seconds that node-pdu says. */
function octetBehind(interval) {
  const hour = 3600;
  const day = 24 * hour;
  const candidates = [];
  for (let octet = 0; octet <= 255; octet += 1) {
    if (octet <= 0x8f) candidates.push((octet + 1) * 300);
    else if (octet <= 0xa7) candidates.push(12 * day + (octet - 0x8f) * 1800);
    else if (octet <= 0xc4) candidates.push((octet - 0xa7) * day);
    else candidates.push((octet - 0xc4) * 7 * day);
  }
  return candidates.flatMap((seconds, octet) => (seconds === interval ? [octet] : []));
}

function compareTexts(name, made, read) {
  const parts = read.map((one) => one.data.parts[0]);
  const gsm7 = read[0].dataCodingScheme.textAlphabet === pdu.utils.DCS.ALPHABET_DEFAULT;
  same(`${name} text`, asShownThere(made.text, gsm7), parts.map((part) => part.text).join(''));
  parts.forEach((part, index) => {
    const header = parts.length > 1
      ? { POINTER: made.reference, SEGMENTS: parts.length, CURRENT: index + 1 } : null;
    same(`${name} header`, header, part.header && part.header.toJSON());
  });
}

function compareSubmits(seed, count) {
  ours(['submits', seed, count]).forEach((made, index) => {
    const name = `submit ${index}`;
    const read = made.lines.map((line) => pdu.parse(line));
    for (const one of read) {
      same(`${name} type`, 'submit', one instanceof pdu.Submit ? 'submit' : 'another');
      same(`${name} number`, made.to, one.address.phone);
      same(`${name} type of number`, [1, 1], [one.address.type.type, one.address.type.plan]);
      same(`${name} report`, made.status_report ? 1 : 0, one.type.statusReportRequest);
      same(`${name} reference`, made.message_reference, one.messageReference);
      same(`${name} header flag`, made.lines.length > 1 ? 1 : 0, one.type.userDataHeader);
      const interval = one.validityPeriod.interval;
      const validity = made.relative_validity;
      same(`${name} validity`, true,
        validity === null ? interval === null : octetBehind(interval).includes(validity));
    }
    compareTexts(name, made, read);
  });
}

function compareDelivers(seed, count) {
  ours(['delivers', seed, count]).forEach((made, index) => {
    const name = `deliver ${index}`;
    const read = made.lines.map((line) => pdu.parse(line));
    for (const one of read) {
      same(`${name} type`, 'deliver', one instanceof pdu.Deliver ? 'deliver' : 'another');
      same(`${name} sender`, made.from, one.address.phone);
      same(`${name} service centre`, made.smsc, one.serviceCenterAddress.phone);
      same(`${name} date`, made.unix_seconds, one.serviceCenterTimeStamp.time);
      same(`${name} offset`, made.offset_minutes, one.serviceCenterTimeStamp.tzOff || 0);
    }
    compareTexts(name, made, read);
  });
}

function compareReports(seed, count) {
  ours(['reports', seed, count]).forEach((made, index) => {
    const name = `report ${index}`;
    const read = pdu.parse(made.lines[0]);
    same(`${name} type`, 'report', read instanceof pdu.Report ? 'report' : 'another');
    same(`${name} number`, made.to, read.address.phone);
    same(`${name} reference`, made.message_reference, read.reference);
    same(`${name} submitted`, made.submitted, read.dateTime.time);
    same(`${name} finished`, made.finished, read.discharge.time);
    same(`${name} status`, made.status, read.status);
  });
}

/** The same numbers every time: the one way or the other, a failure can be looked at again. */
function generator(seed) {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

function generatedText(below) {
  // node-pdu takes characters above U+00C0 for UCS-2 and cuts by characters, so that extension
  // characters (two septets) could overfill its parts: plain ones only.
  const plain = ' !"#%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    + 'abcdefghijklmnopqrstuvwxyz@$_\n';
  const wide = [...'認証コードは、１２３です。é漢字👍𠮷 abc'];
  const from = below(2) === 0 ? [...plain] : ['認', ...wide];
  let text = from.length > 60 ? '' : '認';
  const characters = 1 + below(below(3) === 0 ? 500 : 60);
  for (let i = 0; i < characters; i += 1) text += from[below(from.length)];
  return text;
}

/** What node-pdu writes, we read. */
function compareTheirs(seed, count) {
  const below = generator(seed);
  const made = [];
  for (let i = 0; i < count; i += 1) {
    const text = generatedText(below);
    const number = `+${1 + below(9)}${String(below(1e9)).padStart(9, '0')}${'5'.repeat(below(4))}`;
    const time = 1e9 + below(1e9);
    const offset = 60 * (1 + below(12)) * (below(2) === 0 ? 1 : -1);
    const stamp = new pdu.utils.SCTS(new Date(time * 1000), offset);
    made.push({ text, number, time, offset,
      delivers: new pdu.Deliver(number, text, { serviceCenterTimeStamp: stamp }).getPartStrings(),
      submits: new pdu.Submit(number, text).getPartStrings() });
  }

  const received = ours(['receive'], made.flatMap((one) => one.delivers));
  same('messages received', made.length, received.length);
  made.forEach((one, index) => {
    const name = `their deliver ${index}`;
    const got = received[index];
    same(`${name} text`, got.text, one.text);
    same(`${name} sender`, got.from, one.number);
    same(`${name} date`, got.unix_seconds, one.time);
    same(`${name} offset`, got.offset_minutes, one.offset);
  });

  const decoded = ours(['decode'], made.flatMap((one) => one.submits));
  for (const one of made) {
    const got = decoded.splice(0, one.submits.length);
    const name = `their submit ${made.indexOf(one)}`;
    got.forEach((part, index) => {
      same(`${name} type`, part.type, 'SMS-SUBMIT');
      same(`${name} number`, part.values.to, one.number);
      const said = part.values.part;
      same(`${name} parts`, said ? [said.total, said.sequence] : null,
        got.length > 1 ? [got.length, index + 1] : null);
    });
    if (!/[\u{10000}-\u{10ffff}]/u.test(one.text)) {
      same(`${name} text`, got.map((part) => part.values.text).join(''), one.text);
    }
  }
}

compareSubmits(20261122, 600);
compareDelivers(31337, 400);
compareReports(4711, 400);
compareTheirs(42, 400);

for (const difference of differences.slice(0, 20)) console.error(difference);
console.log(`${compared} values compared with node-pdu, ${differences.length} differ`);
process.exit(differences.length === 0 && compared > 5000 ? 0 : 1);
