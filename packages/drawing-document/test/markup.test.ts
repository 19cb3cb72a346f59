import { describe, expect, test } from 'vitest'
import { createDocument } from '../src/create-document.ts'

const document = createDocument()

/** What `markup` becomes when it is put into an element and read back. */
function through(markup: string, tag = 'div'): string {
  const element = document.createElement(tag)
  element.innerHTML = markup
  return element.innerHTML
}

describe('markup that is read back unchanged', () => {
  for (const markup of [
    '<p>text</p>',
    '<br><hr><img src="a.png"><input disabled="">',
    '<svg viewBox="0 0 1 1"><clipPath id="a"><path d="M0,0"></path></clipPath></svg>',
    '<svg><linearGradient gradientUnits="userSpaceOnUse"><stop offset="0"></stop></linearGradient></svg>',
    '<svg><foreignObject><p>HTML<br>here</p></foreignObject><rect></rect></svg>',
    '<svg><style>a &gt; b</style></svg>',
    '<style>a > b & c</style>',
    '<script>if (a < b && c) "</p>"</script>',
    '<textarea>&lt;b&gt;</textarea>',
    '<!-- a > b -->',
    '<template><p>kept</p></template>',
    '<p title="&lt;&quot;&amp;&gt;&nbsp;">&lt;"&amp;&gt;&nbsp;</p>',
    '<math><mi>x</mi></math>',
    '<svg><a xlink:href="#x" xml:lang="en" xmlns:xlink="http://www.w3.org/1999/xlink"></a></svg>',
  ]) {
    test(markup, () => expect(through(markup)).toBe(markup))
  }
})

describe('markup that is repaired as a browser repairs it', () => {
  for (const [written, read] of [
    ['<P CLASS=a>x</P>', '<p class="a">x</p>'],
    ['<svg><rect/><path d="M0"/></svg>', '<svg><rect></rect><path d="M0"></path></svg>'],
    ['<div/>x', '<div>x</div>'],
    [
      '<ul><li>1<li>2<ul><li>3</ul><li>4</ul>',
      '<ul><li>1</li><li>2<ul><li>3</li></ul></li><li>4</li></ul>',
    ],
    ['<p>1<p>2<div>3</div>', '<p>1</p><p>2</p><div>3</div>'],
    [
      '<table><tr><td>1<td>2<tr><td>3</table>',
      '<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>',
    ],
    ['<dl><dt>a<dd>b<dt>c</dl>', '<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>'],
    ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['&lt;&#60;&#x3C;&times;&alpha;&unknown;', '&lt;&lt;&lt;×α&amp;unknown;'],
    ['</b>x<b>y', 'x<b>y</b>'],
    ['<b>x</i></b>', '<b>x</b>'],
    ['<!doctype html>x<?php y ?>', 'x'],
    ['<svg><![CDATA[a < b]]></svg>', '<svg>a &lt; b</svg>'],
    [
      '<a href=x/y?z=1&amp;w title=\'it "is"\' hidden>',
      '<a href="x/y?z=1&amp;w" title="it &quot;is&quot;" hidden=""></a>',
    ],
    ["<p title=it's>x", '<p title="it\'s">x</p>'],
    ['<p id="a" id="b">', '<p id="a"></p>'],
    ['a\r\nb', 'a\nb'],
    ['<pre>\nx</pre>', '<pre>x</pre>'],
    ['x<p', 'x'],
    ['<b title="x', ''],
    ['<!-- open', '<!-- open-->'],
  ]) {
    test(written, () => expect(through(written)).toBe(read))
  }
})

test('the inner markup of an SVG element is parsed as SVG', () => {
  const group = document.createElementNS('http://www.w3.org/2000/svg', 'g')
  group.innerHTML = '<circle r="1"/><title>a</title>'
  expect(Array.from(group.children, ({ namespaceURI }) => namespaceURI)).toEqual(
    Array(2).fill('http://www.w3.org/2000/svg'),
  )
})

test('a fragment made from markup is empty after it is appended', () => {
  const fragment = document.createRange().createContextualFragment('<i>1</i>2')
  const root = document.createElement('p')
  root.append(fragment)
  expect([root.outerHTML, fragment.childNodes.length]).toEqual(['<p><i>1</i>2</p>', 0])
})

test('`outerHTML` replaces an element, and `insertAdjacentHTML` works at all four positions', () => {
  const root = document.createElement('div')
  root.innerHTML = '<p>x</p>'
  const p = root.querySelector('p')!
  for (const place of ['beforebegin', 'afterbegin', 'beforeend', 'afterend'] as const)
    p.insertAdjacentHTML(place, `<i>${place}</i>`)
  expect(root.innerHTML).toBe(
    '<i>beforebegin</i><p><i>afterbegin</i>x<i>beforeend</i></p><i>afterend</i>',
  )
  p.outerHTML = '<b>y</b>z'
  expect(root.innerHTML).toBe('<i>beforebegin</i><b>y</b>z<i>afterend</i>')
})

test('cloning a template clones its content', () => {
  const template = document.createElement('template')
  template.innerHTML = '<p>a</p>'
  expect(
    (template.cloneNode(true) as HTMLTemplateElement).content.firstElementChild!.outerHTML,
  ).toBe('<p>a</p>')
})
