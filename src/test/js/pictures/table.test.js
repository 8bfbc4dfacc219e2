// @ts-check
import { decoded, linesOf, tableIn } from '../../../../webroot/js/pictures/table.js'
import { equal, test } from '../testing.js'

test('commas, tabs and semicolons part cells, whichever the first line has most of', () => {
  equal(linesOf('strain,region\nA/X/1/2001,Asia\n'), [
    ['strain', 'region'],
    ['A/X/1/2001', 'Asia'],
  ])
  equal(linesOf('strain\tregion, place\r\nA/X/1/2001\tAsia, east\r\n'), [
    ['strain', 'region, place'],
    ['A/X/1/2001', 'Asia, east'],
  ])
  equal(linesOf('strain;titre\nA/X/1/2001;1,5'), [
    ['strain', 'titre'],
    ['A/X/1/2001', '1,5'],
  ])
})

test('what is quoted may hold separators, quotes and ends of lines; a quote that stays open is a letter', () => {
  equal(linesOf('name,note\n"A/X/1/2001","a ""b"",\nc"\n\n,\n"open,2'), [
    ['name', 'note'],
    ['A/X/1/2001', 'a "b",\nc'],
    ['"open', '2'],
  ])
})

test('tables are read in the letters that spreadsheets write', () => {
  equal(decoded(Uint8Array.of(0xff, 0xfe, 0x41, 0, 0x09, 0)), 'A\t')
  equal(decoded(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41)), 'A')
  equal(decoded(Uint8Array.of(0xb5, 0xd8, 0xc7, 0xf8)), '地区')
})

test('what is no table is refused by its reason', async () => {
  equal(await tableIn(new Blob(['PK\u0003\u0004\0\0'])), { wrong: 'binary' })
  equal(await tableIn(new Blob(['\n \n'])), { wrong: 'empty' })
  equal(await tableIn(new Blob([new Uint8Array(5_000_001)])), { wrong: 'large' })
})
