// @ts-check
// The page's files are served to these tests below /webroot, as to a browser where the installation has a path.
import { at, BASE, named, own, placeLinks } from '../../../../webroot/js/base/site.js'
import { equal, test } from '../testing.js'

test('the path of the installation is that of its scripts', () => {
  equal(BASE, '/webroot')
  equal(at('/jobs/a?b#c'), '/webroot/jobs/a?b#c')
  equal(named('driftline.draft'), 'driftline.draft/webroot')
})

test('only what lies below the path is an address of the page', () => {
  equal(own('/webroot/'), '/')
  equal(own('/webroot/jobs/a'), '/jobs/a')
  for (const other of ['/', '/webroot', '/webrooted/new', '/wiki/webroot/new']) equal(own(other), '')
})

test('links are placed once, and none but those of the page', () => {
  const part = document.createElement('div')
  const addresses = ['/', '/new?model=cnn#sequences=x', '/webroot/models', '#main', 'https://example.org/new']
  for (const address of addresses) part.append(Object.assign(document.createElement('a'), { href: address }))
  const written = () => [...part.querySelectorAll('a')].map(link => link.getAttribute('href'))
  const placed = [
    '/webroot/',
    '/webroot/new?model=cnn#sequences=x',
    '/webroot/models',
    '#main',
    'https://example.org/new',
  ]
  placeLinks(part)
  equal(written(), placed)
  placeLinks(part)
  equal(written(), placed)
})
