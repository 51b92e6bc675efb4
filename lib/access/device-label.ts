/** What a browser and a system are called by; the words of the column `login_session.device`. */
export const BROWSERS = ['edge', 'opera', 'samsung', 'firefox', 'chrome', 'safari', 'other'] as const
export const SYSTEMS = ['windows', 'chromeos', 'android', 'ios', 'macos', 'linux', 'other'] as const
type Browser = (typeof BROWSERS)[number]
type System = (typeof SYSTEMS)[number]
export type DeviceLabel = { browser: Browser; system: System }

/** In this order: a browser names those it descends from too, and an iPad of today says that it is a Mac. */
const SIGNS: Record<Exclude<Browser, 'other'>, RegExp> = {
  edge: /\bEdg(e|A|iOS)?\//,
  opera: /\b(OPR|OPT|Opera)\//,
  samsung: /\bSamsungBrowser\//,
  firefox: /\b(Firefox|FxiOS)\//,
  chrome: /\b(Chrome|CriOS|Chromium)\//,
  safari: /\bSafari\//,
}
const SYSTEM_SIGNS: Record<Exclude<System, 'other'>, RegExp> = {
  windows: /\bWindows\b/,
  chromeos: /\bCrOS\b/,
  android: /\bAndroid\b/,
  ios: /\b(iPhone|iPad|iPod)\b/,
  macos: /\bMac OS X\b|\bMacintosh\b/,
  linux: /\bLinux\b/,
}

/** Browser and system as two words, coarse enough to tell two of one's own devices apart and no more; null without a User-Agent. */
export function readDevice(userAgent: string | null | undefined): string | null {
  if (!userAgent) return null
  const text = userAgent.slice(0, 500)
  const browser = BROWSERS.find((word) => word !== 'other' && SIGNS[word].test(text)) ?? 'other'
  const system = SYSTEMS.find((word) => word !== 'other' && SYSTEM_SIGNS[word].test(text)) ?? 'other'
  return `${browser} ${system}`
}

/** Null for a label that is not kept, or of a newer version. */
export function parseDevice(label: string | null): DeviceLabel | null {
  const [first, second] = (label ?? '').split(' ')
  const [browser, system] = [BROWSERS.find((word) => word === first), SYSTEMS.find((word) => word === second)]
  return browser && system ? { browser, system } : null
}
