import { createTranslator } from 'use-intl/core'
import { logTexts } from './audit-log.ts'
import type { Locale } from './locale.ts'

/** Who did something, as lib/audit/read-log.ts tells. */
export type LogActor =
  | { kind: 'person' | 'certificate'; name: string }
  | { kind: 'staff' | 'operator' | 'portal' | 'agent' | 'gone' }

type LogWords = {
  who: (by: LogActor) => string
  what: (action: string, detail: Readonly<Record<string, string>>) => string
}
type SentenceMaker = (values: Readonly<Record<string, string>>) => string

/** What a row of the log says: who, and what they did, to be read in one breath. */
export function logWords(locale: Locale): LogWords {
  const { by: names, other } = logTexts[locale]
  const known = new Map<string, SentenceMaker>()
  const say = (sentence: string): SentenceMaker => {
    const made = known.get(sentence) ?? makeSay(locale, sentence)
    known.set(sentence, made)
    return made
  }
  return {
    who: (by) => (by.kind === 'person' ? by.name : say(names[by.kind])({ name: 'name' in by ? by.name : '' })),
    what(action, detail) {
      const sentence = sentenceOf(action, locale)
      return sentence === undefined
        ? say(other)({ action })
        : say(sentence)({ role: '', to: 'none', days: 'none', year: 'none', ...detail })
    },
  }
}

/** Whether the log has words for an action. */
export const isKnownAction = (action: string): boolean => sentenceOf(action, 'sv') !== undefined

function sentenceOf(action: string, locale: Locale): string | undefined {
  const [topic = '', ...rest] = action.split('.')
  const actions: Readonly<Record<string, Readonly<Record<string, string>>>> = logTexts[locale].action
  const own = Object.hasOwn(actions, topic) ? actions[topic] : undefined
  const name = rest.join('.')
  return own && Object.hasOwn(own, name) ? own[name] : undefined
}

function makeSay(locale: Locale, message: string): SentenceMaker {
  const translate: (key: 'message', values: Readonly<Record<string, string>>) => string = createTranslator({
    locale,
    messages: { message },
  })
  return (values) => translate('message', values)
}
