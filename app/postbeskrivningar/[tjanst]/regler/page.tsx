import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { DescriptionFrame } from '#components/docs/description-frame.tsx'
import { RuleFilter } from '#components/docs/rule-filter.tsx'
import { RuleList } from '#components/docs/rule-list.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { isPersonNumber } from '#lib/identifiers.ts'
import { RULES } from '#lib/services/rules.ts'
import { describedRules } from '../../described-rules.ts'
import { describedTitle } from '../../described-title.ts'
import { knownService } from '../../known-service.ts'

type Props = {
  params: Promise<{ tjanst: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  describedTitle(await knownService(params), 'regler')

/** Every rule of an e-service, or those that a search finds. */
export default async function RulesPage({ params, searchParams }: Props) {
  const service = await knownService(params)
  const { sok, art } = await searchParams
  const now = new Date()
  const search = typeof sok === 'string' ? sok.trim() : ''
  if (isPersonNumber(search, now)) redirect(`/postbeskrivningar/${service.id}/regler`)
  const severity = art === 'stop' || art === 'varning' ? art : undefined
  const t = await getTranslations('docs.rules')
  const locale = await getLocale()
  const all = describedRules(service, locale, now)
  const rules = all
    .filter(({ code }) => !severity || RULES[code] === severity)
    .filter(({ code, title, asks }) => contains(`${code} ${title} ${asks}`, search, locale))
  return (
    <DescriptionFrame service={service} part="regler">
      <p className="max-w-text">{t('lead')}</p>
      <RuleFilter search={search} severity={severity} shown={rules.length} total={all.length} />
      {rules.length > 0 ? (
        <RuleList rules={rules} open={rules.length <= MOST_OPEN} />
      ) : (
        <Empty>
          <p>{t('noHits')}</p>
        </Empty>
      )}
    </DescriptionFrame>
  )
}

/** So few rules are shown unfolded. */
const MOST_OPEN = 3

/** Whether each word of `search` stands in `text`, in small or capital letters. */
function contains(text: string, search: string, locale: string): boolean {
  const low = text.toLocaleLowerCase(locale)
  return search
    .toLocaleLowerCase(locale)
    .split(/\s+/)
    .every((word) => low.includes(word))
}
