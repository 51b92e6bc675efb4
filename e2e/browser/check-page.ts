// What every page must be, whoever looks at it and however.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page, Response } from '@playwright/test'
import { expect } from './test.ts'

/** `axe`: whether axe is run too. */
export type PageLook = {
  locale: 'sv' | 'en'
  scheme: 'light' | 'dark'
  /** 640 and 320 are what a screen of 1280 shows at 200 % and 400 %. */
  width: 1280 | 640 | 320
  axe?: true
  /** As somebody has set their browser: the system's own few colours, or the text spacing of WCAG 1.4.12. */
  own?: 'forced colours' | 'text spacing'
}

const WCAG_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** A key that stands where its sentence should. */
const KEY =
  /\b(about|accounts|common|company|desk|health|home|inbox|joining|joiningPages|login|ownLogin|people|send|services|signing|start|status|submissions|support|welcome)\.[a-z]\w*\.\w+|\bline\.(fault|state|stop)\.\w+/
const SWEDISH = /\b(och|inte|eller|från|filen|kan|ska)\b/i

/**
 * axe, without what takes time and finds nothing here: no page of ours has frames, and no rule that is run asks for the style sheets
 * or the media, which axe otherwise fetches anew.
 */
export const axe = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'], preload: false })

/** The page in one look; every fault of it, so that one run names them all. */
export async function faultsIn(page: Page, { locale, scheme, width, axe: isAsked, own }: PageLook): Promise<string[]> {
  const forcedColors = own === 'forced colours' ? 'active' : 'none'
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce', forcedColors })
  if (own === 'text spacing') await page.evaluate(spaceText)
  await page.setViewportSize({ width, height: 900 })
  // The new width reaches the style sheets with the next picture.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  const told = await page.evaluate(() => {
    const focusable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex="-1"])'
    return {
      first: document.querySelector(focusable)?.textContent?.trim(),
      jumps: [...document.querySelectorAll('[tabindex]')].filter((element) => (element as HTMLElement).tabIndex > 0).length,
      formsAstray: [...document.forms].filter((form) => !form.getAttribute('action') && form.method === 'post').length,
      width: document.documentElement.scrollWidth,
      wide: [...document.body.querySelectorAll('*')]
        .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth)
        .map(({ outerHTML }) => outerHTML.slice(0, 100)),
    }
  })
  const violations = isAsked ? (await axe(page).withTags(WCAG_AA).analyze()).violations : []
  const looked = [locale, scheme, width, own].filter(Boolean).join(' ')
  return [
    ...wordFaults(await page.evaluate(readWords, undefined), locale),
    ...(told.first === (locale === 'sv' ? 'Hoppa till innehållet' : 'Skip to content')
      ? []
      : [`Tab comes first to "${told.first}"`]),
    ...(told.jumps === 0 ? [] : ['a tabindex above 0']),
    ...(told.formsAstray === 0 ? [] : ['a form that posts nowhere']),
    ...(told.width <= width ? [] : [`${told.width} px wide: ${told.wide.slice(0, 3).join(' ')}`]),
    ...violations.map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`),
  ].map((fault) => `${looked}: ${fault}`)
}

/** In the browser: the greatest text spacing that a page must bear (WCAG 1.4.12). */
function spaceText(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
  )
  document.adoptedStyleSheets = [sheet]
}

/** The faults of a page's words alone, as the server sends it: `html` is read by the browser and not shown. */
export async function faultsInWords(page: Page, html: string, locale: PageLook['locale']): Promise<string[]> {
  return wordFaults(await page.evaluate(readWords, html), locale).map((fault) => `${locale}, as sent: ${fault}`)
}

type Words = { title: string; lang: string; headings: string[]; text: string }

/** In the browser: what `html`, or else the page that is shown, says. */
function readWords(html: string | undefined): Words {
  const shown = html === undefined ? document : new DOMParser().parseFromString(html, 'text/html')
  // What a part that came later holds stands behind the page until a script has moved it.
  const parts = [...shown.querySelectorAll('main, [hidden][id^="S:"]')].map((part) => part.cloneNode(true) as Element)
  for (const part of parts) for (const quoted of part.querySelectorAll('code, [lang="sv"], script')) quoted.remove()
  return {
    title: shown.title,
    lang: shown.documentElement.lang,
    headings: [...shown.querySelectorAll('h1')].map(({ textContent }) => textContent.trim()),
    text: parts.map(({ textContent }) => textContent ?? '').join(' '),
  }
}

function wordFaults({ title, lang, headings, text }: Words, locale: PageLook['locale']): string[] {
  const [heading = ''] = headings
  return [
    ...(headings.length === 1 ? [] : [`${headings.length} h1`]),
    ...(heading !== '' && title.startsWith(heading) ? [] : [`the title "${title}" does not begin with "${heading}"`]),
    ...(lang === locale ? [] : [`lang is ${lang}`]),
    ...(KEY.test(text) ? [`says "${KEY.exec(text)?.[0]}"`] : []),
    ...(locale === 'en' && SWEDISH.test(text) ? [`Swedish: "${around(text)}"`] : []),
  ]
}

function around(text: string): string {
  const { index } = SWEDISH.exec(text) ?? { index: 0 }
  return text.slice(Math.max(0, index - 30), index + 30)
}

/** An answer has the focus: its error summary, or the page's h1. */
export const expectFocusOnAnswer = (page: Page): Promise<void> => expect(page.locator('#fel:focus, h1:focus')).toHaveCount(1)

/** What a browser is told about every page (OWASP ASVS 5.0, 3.4); a page of somebody's is kept nowhere. */
export function expectHeaders(response: Response, isPrivate: boolean): void {
  const headers = response.headers()
  const policy = headers['content-security-policy'] ?? ''
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}' 'strict-dynamic'/)
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe-eval')
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  })
  expect(headers['x-powered-by']).toBeUndefined()
  if (isPrivate) expect(headers['cache-control']).toContain('no-store')
}
