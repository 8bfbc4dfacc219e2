// @ts-check
import { apart, chance, duration, elapsed, fold, signed } from '../../../../webroot/js/i18n/figures.js'
import { number } from '../../../../webroot/js/i18n/language.js'
import { equal, test } from '../testing.js'

test('a probability that is nearly certain is not rounded to a certainty', () => {
  equal([0.001, 0.5, 0.996, 1].map(chance), ['< 0.01', '0.50', '> 0.99', '1.00'])
})

test('a distance beyond the range of the assay is far, and no measure', () => {
  equal([0, 4.5, 7.87].map(apart), ['0.0', '4.5', '> 4.5'])
})

test('a distance in log2 is told as a fold difference', () => {
  equal([0, 1.5, 4].map(fold), ['1', '2.8', '16'])
})

test('lengths of time are as coarse as they are long', () => {
  equal([0.25, 2.34, 61, 600, 7200, 2592000].map(duration), [
    '250 ms',
    '2.3 secs',
    '61 secs',
    '10 mins',
    '2 hrs',
    '30 days',
  ])
  document.documentElement.lang = 'zh-CN'
  equal([0.25, 2.34, 600, 2592000].map(duration), ['250 毫秒', '2.3 秒钟', '10 分钟', '30 天'])
  document.documentElement.lang = 'en'
  equal([0, 75, 3675].map(elapsed), ['0:00', '1:15', '1:01:15'])
})

test('a change has its sign, the minus a minus and not a hyphen, and zero has none', () => {
  equal(
    [1.126, -0.25].map(value => signed(value, 2)),
    ['+1.13', '−0.25'],
  )
  equal(number(-0.001, 2), '0.00')
})
