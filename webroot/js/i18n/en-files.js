// @ts-check
// Files given for a prediction, and the limits of a job, in English. zh-files.js has the same keys.
export const enFiles = {
  'files.count.one': '{n} file',
  'files.count.other': '{n} files',
  'files.reading': 'being read…',
  'files.unread': 'is read as soon as you have signed in',
  'seq.unreadable': 'The browser could not read this: {name}.',
  'files.size': '{n} KiB',
  'files.show': 'Show the files',
  'files.remove.all': 'Remove all',
  'files.table':
    'This is a table, not sequences. A list of pairs goes into “A list of pairs”, beside the sequences that it names.',
  'files.no-table': 'These are sequences; a table of pairs is expected here.',
  'records.number.one': '{n} sequence',
  'records.number.other': '{n} sequences',
  'records.others.one': '{n} is of another segment by its header and length: it is listed, and not compared.',
  'records.others.other': '{n} are of other segments by header and length: they are listed, and not compared.',
  'exceeds.files.one': '{n} file; at most {most} are taken in one job.',
  'exceeds.files.other': '{n} files; at most {most} are taken in one job. Join some, or split them into several jobs.',
  'exceeds.bytes':
    '{n} MiB in all; at most {most} MiB are taken in one job. Pack files as .gz, or split them into several jobs.',
  'exceeds.records.one': '{n} sequence; a job has at most {most}.',
  'exceeds.records.other': '{n} sequences; a job has at most {most}. Split them into several.',
  'exceeds.read.one': '{n} record, other segments included; at most {most} are read in one job.',
  'exceeds.read.other':
    '{n} records, other segments included; at most {most} are read in one job. Leave other segments out, or split them into several.',
  'exceeds.letters': '{name} has {n} letters; a sequence has at most {most}.',
  'exceeds.pairs.one': 'The list has {n} pair; a job has at most {most}.',
  'exceeds.pairs.other': 'The list has {n} pairs; a job has at most {most}. Split it into several.',
}
