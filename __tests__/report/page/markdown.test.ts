import { describe, expect, it } from 'vitest'
import {
  escapeProse,
  fenceCode,
  foldDetails,
  quoteCode,
  renderLink,
  renderTable,
} from '../../../src/report/page/markdown.ts'

/** Marks the characters that nobody sees, so that an expectation shows them. */
const seen = (text: string) => text.replaceAll('\u200b', '¦')

describe('prose', () => {
  it.each([
    ['plain words, 1.5 and sanity_check.', 'plain words, 1.5 and sanity_check.'],
    ['Raise `run.memory`, or batch.', 'Raise `run.memory`, or batch.'],
    ['@octocat and @org/team', '@¦octocat and @¦org/team'],
    ['see #123, GH-12, a/b#7', 'see #¦123, GH-¦12, a/b#¦7'],
    ['a@evil.com', 'a@¦evil.com'],
    ['<img src=x> </details> <!--', '&lt;img src=x&gt; &lt;/details&gt; &lt;\\!--'],
    ['&lt; &#64;octocat', '&amp;lt; &amp;#¦64;octocat'],
    ['a|b', 'a&#124;b'],
    ['*b* _i_ __b__ ~~s~~ $x$', '\\*b\\* \\_i\\_ \\_\\_b\\_\\_ \\~\\~s\\~\\~ \\$x\\$'],
    ['[x](https://evil.x) ![i](y)', '\\[x\\](`https://evil.x`) \\!\\[i\\](y)'],
    ['see https://evil.x/a?b=c, www.evil.x.', 'see `https://evil.x/a?b=c`, `www.evil.x`.'],
    ['12https://evil.x', '12`https://evil.x`'],
    ['mailto:a@b.c', '`mailto:a@b.c`'],
    ['one ` backtick', 'one \\` backtick'],
    ['`a``b`', '`a`¦`b`'],
    ['`x`https://a`https://evil.x', '`x`¦`https://a`\\`¦`https://evil.x`'],
    ['\\', '\\\\'],
    ['# heading', '¦# heading'],
    ['- item', '¦- item'],
    ['1. item', '¦1. item'],
    ['1.5 is a number', '1.5 is a number'],
    ['two\nlines\r\nand\ttabs', 'two lines and tabs'],
    ['\u001b[31mred\u001b[0m \u202etrojan', 'red trojan'],
    ['half \ud83d', 'half \ufffd'],
    [
      'all :white_check_mark: and :+1: :1st_place_medal: x:100:y',
      'all :¦white_check_mark: and :¦+1: :¦1st_place_medal: x:¦100:y',
    ],
    ['at 10:30:00, host:5000/x:1', 'at 10:30:00, host:5000/x:1'],
    ['✅✔\ufe0e☑🗸🗹✗☒⮽done', 'done'],
    ['', ''],
  ])('of %j is quiet', (text, markdown) => {
    expect(seen(escapeProse(text))).toBe(markdown)
  })

  it('cuts what is too long, never within a character', () => {
    expect(escapeProse('𝒳'.repeat(10), 6)).toBe('𝒳𝒳…')
    expect(escapeProse('a'.repeat(10), 5)).toBe('aaaa…')
  })
})

describe('code', () => {
  it.each([
    ['plain', '`plain`'],
    ['', ''],
    ['with ` one', '``with ` one``'],
    ['`edge`', '`` `edge` ``'],
    ['```', '```` ``` ````'],
    ['@octocat #1 <b> *x* [y](z)', '`@octocat #1 <b> *x* [y](z)`'],
    ['two\nlines', '`two lines`'],
    ['a|b', '<code>a&#124;b</code>'],
    ['a\\|`x@y', '<code>a&#92;&#124;&#96;x&#64;¦y</code>'],
  ])('of %j shows it as it is', (text, markdown) => {
    expect(seen(quoteCode(text))).toBe(markdown)
  })
})

describe('fenced', () => {
  it('has a fence longer than any run of backticks within', () => {
    expect(fenceCode(['```', '</details>', '`````'])).toBe('``````text\n```\n</details>\n`````\n``````')
  })

  it('keeps a line one line', () => {
    expect(fenceCode(['a\n```\nb'])).toBe('````text\na ``` b\n````')
  })
})

describe('link', () => {
  it.each([
    ['https://github.com/a/b/blob/c/d.yaml#L3', '[x](https://github.com/a/b/blob/c/d.yaml#L3)'],
    ['https://a.b/(c)"d', '[x](https://a.b/%28c%29%22d)'],
    ['https://a.b/`c`|d\\', '[x](https://a.b/%60c%60%7Cd%5C)'],
    ['javascript:alert(1)', 'x'],
    ['https://a.b/c d', 'x'],
    [undefined, 'x'],
  ])('to %s', (url, markdown) => {
    expect(renderLink('x', url)).toBe(markdown)
  })
})

describe('table', () => {
  it('has one line a row', () => {
    const columns = [
      { title: 'metric', align: 'left' },
      { title: 'value', align: 'right' },
    ] as const
    const row = [escapeProse('a|b\nc'), quoteCode('d|e')]
    expect(renderTable(columns, [row])).toBe(
      '| metric | value |\n|:--|--:|\n| a&#124;b c | <code>d&#124;e</code> |',
    )
    expect(renderTable(columns, [])).toBe('')
  })
})

describe('details', () => {
  it('leaves the empty lines without which GitHub reads no Markdown in it', () => {
    expect(foldDetails('More', '- x')).toBe('<details><summary>More</summary>\n\n- x\n\n</details>')
  })
})
