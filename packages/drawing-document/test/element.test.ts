import { beforeEach, describe, expect, test } from 'vitest'
import { createDocument } from '../src/create-document.ts'

const document = createDocument()
const svg = 'http://www.w3.org/2000/svg'
let element: HTMLElement

beforeEach(() => {
  element = document.createElement('div')
})

describe('element.style', () => {
  test('style properties are set in camel case, in CSS case, and as custom properties', () => {
    Object.assign(element.style, {
      fontSize: '12px',
      'line-height': 1.5,
      WebkitMask: 'none',
      '--Own': 'x',
    })
    expect(element.getAttribute('style')).toBe(
      'font-size: 12px; line-height: 1.5; -webkit-mask: none; --Own: x;',
    )
    expect([
      element.style.fontSize,
      element.style.lineHeight,
      element.style.length,
      element.style[0],
    ]).toEqual(['12px', '1.5', 4, 'font-size'])
  })

  test('a style attribute is parsed when its values contain semicolons', () => {
    element.setAttribute(
      'style',
      'background: url(data:image/gif;base64,R0=); content: "a;b" /* c:d; */; color: red',
    )
    expect(element.style.getPropertyValue('content')).toBe('"a;b"')
    expect(element.style.background).toBe('url(data:image/gif;base64,R0=)')
    element.style.removeProperty('background')
    expect(element.style.cssText).toBe('content: "a;b"; color: red;')
  })

  test('removing a missing property writes no style attribute', () => {
    element.style.removeProperty('color')
    element.style.setProperty('color', '')
    expect(element.outerHTML).toBe('<div></div>')
  })

  test('`getComputedStyle` returns the element’s own style', () => {
    element.style.color = 'red'
    expect(document.defaultView!.getComputedStyle(element).color).toBe('red')
  })
})

describe('attributes', () => {
  test('attribute names are lower-cased in HTML and keep their case in SVG', () => {
    element.setAttribute('TITLE', 'a')
    const shape = document.createElementNS(svg, 'svg')
    shape.setAttribute('viewBox', '0 0 1 1')
    expect([element.getAttribute('title'), shape.getAttribute('viewbox'), shape.outerHTML]).toEqual(
      ['a', null, '<svg viewBox="0 0 1 1"></svg>'],
    )
  })

  test('`attributes` is a live list that keeps its order', () => {
    const { attributes } = element
    element.setAttribute('b', '1')
    element.setAttribute('a', '2')
    element.setAttribute('b', '3')
    expect(Array.from(attributes, ({ name, value }) => name + value)).toEqual(['b3', 'a2'])
    element.removeAttribute('b')
    expect(attributes.length).toBe(1)
  })

  test('`id`, `className`, `title` and `hidden` reflect their attributes', () => {
    Object.assign(element, { id: 'i', className: 'c d', title: 't', hidden: true })
    expect(element.outerHTML).toBe('<div id="i" class="c d" title="t" hidden=""></div>')
    expect([element.classList.contains('d'), element.className, element.hidden]).toEqual([
      true,
      'c d',
      true,
    ])
  })

  test('`dataset` maps camel-case names to `data-` attributes', () => {
    element.dataset['aB'] = '1'
    expect(element.outerHTML).toBe('<div data-a-b="1"></div>')
    expect({ ...element.dataset }).toEqual({ aB: '1' })
    delete element.dataset['aB']
    expect(element.outerHTML).toBe('<div></div>')
  })
})

describe('the node tree', () => {
  test('the tree can be walked in every direction', () => {
    element.innerHTML = '<a></a>text<b><i></i></b><!--c-->'
    const [a, b] = [element.querySelector('a')!, element.querySelector('b')!]
    expect([
      element.firstChild === a,
      element.lastChild!.nodeType,
      a.nextSibling!.nodeValue,
      a.nextElementSibling === b,
    ]).toEqual([true, 8, 'text', true])
    expect([
      b.previousElementSibling === a,
      b.parentNode === element,
      element.lastElementChild === b,
      element.childElementCount,
    ]).toEqual([true, true, true, 2])
    expect([
      a.compareDocumentPosition(b),
      b.compareDocumentPosition(a),
      element.compareDocumentPosition(a),
    ]).toEqual([4, 2, 20])
    expect([element.textContent, element.isConnected, element.contains(b.firstChild)]).toEqual([
      'text',
      false,
      true,
    ])
  })

  test('`isConnected` and `getElementById` follow insertion and removal', () => {
    element.id = 'here "quoted"'
    document.body.append(element)
    expect([element.isConnected, document.getElementById('here "quoted"') === element]).toEqual([
      true,
      true,
    ])
    element.remove()
    expect(document.getElementById('here "quoted"')).toBe(null)
  })

  test('inserting a node elsewhere moves it', () => {
    element.innerHTML = '<a></a><b></b><i></i>'
    const [a, b, i] = element.children as unknown as Element[]
    element.insertBefore(i, a)
    element.append(a)
    element.replaceChild(a, b)
    expect(element.innerHTML).toBe('<i></i><a></a>')
  })

  test('`replaceWith` and `before` accept lists that contain the node itself', () => {
    element.innerHTML = '<a></a><b></b>'
    const a = element.firstElementChild!
    a.replaceWith('x', a, 'y')
    a.before('w', a)
    expect(element.innerHTML).toBe('xw<a></a>y<b></b>')
  })

  test('`normalize` joins adjacent text nodes', () => {
    element.append('a', 'b', '', 'c')
    element.normalize()
    expect([element.childNodes.length, element.textContent]).toEqual([1, 'abc'])
  })

  test('a deep clone shares nothing with the original', () => {
    element.innerHTML = '<p class="a">x</p>'
    const clone = element.cloneNode(true) as Element
    clone.firstElementChild!.setAttribute('class', 'b')
    expect([element.innerHTML, clone.innerHTML]).toEqual([
      '<p class="a">x</p>',
      '<p class="b">x</p>',
    ])
  })
})

describe('operations that throw an error', () => {
  const cases: [string, () => unknown, string][] = [
    [
      'a child that is no node',
      () => element.appendChild('text' as never),
      'invalid child of <div>: text is not a node; use append() or textContent for text',
    ],
    [
      'a node in itself',
      () => (element.append(document.createElement('p')), element.firstChild!.appendChild(element)),
      'cannot insert DIV into itself or into one of its descendants',
    ],
    [
      'a reference elsewhere',
      () => element.insertBefore(document.createElement('p'), document.body),
      'cannot insert before BODY: it is not a child of DIV',
    ],
    [
      'removing a stranger',
      () => element.removeChild(document.body),
      'cannot remove BODY: it is not a child of DIV',
    ],
    [
      'a bad attribute name',
      () => element.setAttribute('a b', '1'),
      'invalid attribute name: "a b"',
    ],
    ['a bad tag name', () => document.createElement('<p>'), 'invalid tag name: "<p>"'],
    [
      'a class with a space',
      () => element.classList.add('a b'),
      'invalid class name: "a b"; give one name without spaces an argument',
    ],
    [
      'layout',
      () => element.getBoundingClientRect(),
      'no layout here: getBoundingClientRect() needs a page; give sizes as numbers instead',
    ],
    [
      'the box of a path',
      () => document.createElementNS<'path'>(svg, 'path').getBBox(),
      'no layout here: getBBox() measures texts and rects, not <path>; compute its size from the data',
    ],
    [
      'a place for markup',
      () => element.insertAdjacentHTML('inside' as never, ''),
      'invalid position: inside; use beforebegin, afterbegin, beforeend or afterend',
    ],
  ]
  for (const [name, act, message] of cases) test(name, () => expect(act).toThrow(message))
})

test('the bounding box of a text grows with its lines and its letters', () => {
  const text = document.createElementNS<'text'>(svg, 'text')
  text.setAttribute('font-size', '10')
  text.innerHTML = '<tspan x="0">wide line</tspan><tspan x="0">i</tspan>'
  expect(text.getBBox().height).toBeCloseTo(22)
  expect(text.getBBox().width).toBeGreaterThan(30)
  expect(text.getComputedTextLength()).toBeGreaterThan(text.getBBox().width)
})
