// @ts-check
import { crc, withDensity } from '../../../../webroot/js/pictures/density.js'
import { equal, test } from '../testing.js'

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text)

test('the sum over 123456789 is the one that every CRC-32 has', () => {
  equal(crc(bytes('123456789')).toString(16), 'cbf43926')
})

test('300 dots an inch stand behind the header of a PNG, and all else stays', () => {
  const png = Uint8Array.from({ length: 40 }, (_, index) => index)
  const dense = withDensity(png, 300 / 25.4)
  equal([...dense.subarray(0, 33)], [...png.subarray(0, 33)])
  equal([...dense.subarray(54)], [...png.subarray(33)])
  equal([...dense.subarray(37, 50)], [...bytes('pHYs'), 0, 0, 46, 35, 0, 0, 46, 35, 1])
})
