// @ts-check
import { rowNames, shortened, strainNames } from '../../../../webroot/js/result/names.js'
import { equal, test } from '../testing.js'

test('records are named beside each other so that none is taken for another', () => {
  const named = {
    'A/Cattle/USA/24-009110-001/2024_H5N1': 'A/Cattle/USA/24-009110-001/2024',
    'A/Cattle/USA/24-008749-001/2024_H5N1': 'A/Cattle/USA/24-008749-001/2024',
    'IVR-165 (A/Brisbane/10/2010)': 'IVR-165 (A/Brisbane/10/2010)',
    'A/Brisbane/10/2010': 'A/Brisbane/10/2010',
    'A/Norway/10655/2024-egg': 'A/Norway/10655/2024-egg',
    'A/Norway/10655/2024-cell': 'A/Norway/10655/2024-cell',
    '_A/Nebraska/01/2024 |EPI_ISL_0000785|2024-12-28 ': 'A/Nebraska/01/2024',
    'A/HongKong/45/2019_egg_E5/E2': 'A/HongKong/45/2019 egg E5/E2',
    '24-0123-HA': '24-0123-HA',
    'A/Wisconsin/67/2005 HA': 'A/Wisconsin/67/2005 (HA)',
    'A/Wisconsin/67/2005 (protein)': 'A/Wisconsin/67/2005 (protein)',
  }
  equal(strainNames(Object.keys(named)), Object.values(named))
})

test('long names are shortened in the middle', () => {
  const long = `CONSENSUS_${'n'.repeat(900)}_threshold_0.6`
  equal(shortened(long), `CONSENSUS_${'n'.repeat(34)}…n_threshold_0.6`)
})

test('names that have room stay whole, counted in characters', () => {
  equal(shortened('x'.repeat(60)), 'x'.repeat(60))
  equal(shortened('😀'.repeat(60)), '😀'.repeat(60))
})

test('a name before a row keeps place and year', () => {
  equal(rowNames(['A/Beijing/32/1992', 'A/Wisconsin/67/2005'], 22), ['Beijing/32/1992', 'Wisconsin/67/2005'])
  equal(rowNames(['A/Beijing/32/1992', 'A/Wisconsin/67/2005'], 9), ['Beij…1992', 'Wisc…2005'])
})
