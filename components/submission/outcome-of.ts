import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import type { Locale } from '#lib/text/locale.ts'
import { translator } from '#lib/text/translator.ts'
import { headlineValues, situationOf } from './situation.ts'
import { tellerName } from './teller-name.ts'

type OutcomeRow = Pick<FoundSubmission, 'state' | 'submittedAt' | 'replacement'>

/** What became of a submission, in one sentence: h1 and title of its page, first line of its receipt. */
export function outcomeOf({ state, submittedAt, replacement }: OutcomeRow, locale: Locale, now: Date): string {
  const say = translator(locale)
  // Nobody took it back: it ended with the new one.
  if (replacement && state.kind === 'withdrawn') return say('submissions.page.replacedTitle')
  const values = headlineValues({ state, submittedAt }, locale, now)
  return say(`status.${situationOf(state)}.headline`, { ...values, name: tellerName(values.name, say('settle.support')) })
}
