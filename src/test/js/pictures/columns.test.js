// @ts-check
import { columnsOf } from '../../../../webroot/js/pictures/columns.js'
import { equal, test } from '../testing.js'

const record = (/** @type {number} */ number, /** @type {string} */ name, reference = false) => ({
  record: number,
  name,
  reference,
  errors: [],
})
const result = {
  mode: 'all',
  records: [
    record(1, 'A/Hong Kong/1/1968|EPI_ISL_77|egg'),
    record(2, 'A/Texas/50/2012 (MDCK)'),
    record(3, 'A/Darwin/6/2021', true),
    { ...record(4, 'A/Broken/1/2000'), errors: [{}] },
  ],
}

test('a strain is found by its name, header or accession, in whichever column they stand', () => {
  const own = columnsOf(
    [
      ['Lab', 'Virus'],
      ['London', 'epi_isl_77'],
      ['Beijing', 'a/TEXAS/50/2012'],
      ['', 'A/Darwin/6/2021'],
      ['Rome', 'A/Nobody/1/1999'],
      ['Oslo', 'A/Broken/1/2000'],
    ],
    result,
    'labs.csv',
  )
  equal(own, {
    file: 'labs.csv',
    columns: [
      {
        name: 'Lab',
        values: [
          [1, 'London'],
          [2, 'Beijing'],
        ],
      },
    ],
    named: 3,
    found: 2,
    of: 2,
    unknown: ['A/Nobody/1/1999', 'A/Broken/1/2000'],
  })
})

test('a table without headings has columns by number, and the first of two lines of a strain counts', () => {
  const { columns } = columnsOf(
    [
      ['A/Hong_Kong/1/1968', '1'],
      ['A/Hong Kong/1/1968', '2'],
    ],
    result,
    'x.tsv',
  )
  equal(columns, [{ name: '2', values: [[1, '1']] }])
})

test('a table of something else has no columns', () => {
  equal(columnsOf([['a', 'b']], result, 'x').named, 0)
  equal(columnsOf([['A/Darwin/6/2021']], result, 'x'), {
    file: 'x',
    columns: [],
    named: 1,
    found: 0,
    of: 2,
    unknown: [],
  })
})
