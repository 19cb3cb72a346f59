import { describe, expect, test } from 'vitest'
import { takeElement } from '../../../src/site/embed/take-element.ts'

const page = [
  '<p>Text</p>',
  '<nb-input class="input" kind="Slider" name="T"><label>T</label></nb-input>',
  '<nb-cell class="cell" id="cell-a" name="a"><figure>one</figure></nb-cell>',
  '<div class="outer" id="box"><div>inner</div><div>more</div></div><div>after</div>',
].join('\n')

describe('an element is taken out of a built page', () => {
  test('by an attribute of its opening tag', () => {
    expect(takeElement(page, 'nb-cell', 'id="cell-a"')).toBe(
      '<nb-cell class="cell" id="cell-a" name="a"><figure>one</figure></nb-cell>',
    )
    expect(takeElement(page, 'nb-input', 'name="T"')).toContain('<label>T</label>')
  })
  test('with those of its own kind that stand in it', () => {
    expect(takeElement(page, 'div', 'id="box"')).toBe(
      '<div class="outer" id="box"><div>inner</div><div>more</div></div>',
    )
  })
  test('and not where there is none, or another tag has the attribute', () => {
    expect(takeElement(page, 'nb-cell', 'id="cell-b"')).toBeUndefined()
    expect(takeElement(page, 'nb-input', 'name="a"')).toBeUndefined()
  })
  test('and not by a part of an attribute’s name', () => {
    expect(takeElement('<i data-name="T">x</i>', 'i', 'name="T"')).toBeUndefined()
  })
})
