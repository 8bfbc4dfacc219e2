// @ts-check
import { roomOf, slug, wrapped } from '../../../../webroot/js/pictures/figure.js'
import { equal, test } from '../testing.js'

const letters = (/** @type {string} */ text) => text.length

test('a text breaks between words and behind slashes, Chinese between letters but not before a mark', () => {
  equal(wrapped('one two three', 7, letters), ['one two', 'three'])
  equal(wrapped('A/Wisconsin/67/2005', 12, letters), ['A/Wisconsin/', '67/2005'])
  equal(wrapped('抗原图谱，距离', 4, letters), ['抗原图', '谱，距离'])
  equal(wrapped('unbreakable', 4, letters), ['unbreakable'])
  equal(wrapped('', 4, letters), [])
})

test('what a file shows names it without what a path might take amiss', () => {
  equal(slug('A/Wisconsin/67/2005 – A/Bei jing/32/1992'), 'A-Wisconsin-67-2005-A-Bei-jing-32-1992')
  equal(slug('../..\\x<b>'), 'x-b')
  equal(slug('甲/北京/1/2020'), '甲-北京-1-2020')
})

test('a picture has the width of a column but for its edges', () => {
  equal([85, 180].map(roomOf), [301, 660])
})
