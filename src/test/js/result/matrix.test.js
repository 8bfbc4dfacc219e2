// @ts-check
import { matrixOf } from '../../../../webroot/js/result/matrix.js'
import { equal, test } from '../testing.js'

const record = (/** @type {number} */ number, /** @type {string} */ name, subtype = 'H3') => ({
  record: number,
  name,
  subtype,
})
const MADE = { model: { name: 'cnn', version: '1' }, encoding: 'one-hot' }
const row = (/** @type {number} */ recordA, /** @type {number} */ recordB, /** @type {number|null} */ distanceLog2) =>
  /** @type {any} */ ({ recordA, recordB, distanceLog2 })

test('all against all make a square with zeros between, empty where nothing was compared', () => {
  const records = [
    record(1, 'A/x\t1'),
    record(2, '=B'),
    record(3, 'other', 'B'),
    { ...record(4, 'short'), errors: [{ key: 'reading.short' }] },
  ]
  const rows = [row(1, 2, 2.25), row(1, 4, null)]
  equal(
    matrixOf({ ...MADE, mode: 'all', records }, rows),
    "distance_log2; cnn 1; one-hot\tother\tA/x 1\t'=B\nother\t0\t\t\nA/x 1\t\t0\t2.25\n'=B\t\t2.25\t0\n",
  )
})

test('queries stand in lines and references in columns', () => {
  const records = [record(1, 'q'), record(2, 'r'), { ...record(1, 'reference'), reference: true }]
  equal(
    matrixOf({ ...MADE, mode: 'query', records }, [row(1, 1, 0.5), row(2, 1, 6.125)], '2026-01-02T03:04:05Z'),
    'distance_log2; cnn 1; one-hot; 2026-01-02T03:04:05Z\treference\nq\t0.5\nr\t6.125\n',
  )
})
