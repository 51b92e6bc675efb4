// Here: the parts of the open pages: the start page, and how an e-service's files must look, all made from the description in
// lib/services. Nothing here knows a single e-service.
import { useLocale, useTranslations } from 'next-intl'
import { Heading } from '#components/ui/heading.tsx'
import { StatusTag } from '#components/ui/status-tag.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { NoSample, Sample } from '#lib/samples/samples.ts'
import { RULES, type RuleCode } from '#lib/services/rules.ts'
import { findingTitle } from '#lib/text/findings.ts'

/** `asks`: what the rule asks of every file; `says`: what the report says about the sample. */
export type DescribedRule = {
  code: RuleCode
  asks: string
  says: string | undefined
  sample: (Sample & { href: string }) | undefined
  none: NoSample | undefined
}

/** Every rule with what it asks, what is said when it is not followed, and a file to see it in. Its code is its anchor. */
export function RuleList({ serviceId, rules }: { serviceId: string; rules: DescribedRule[] }) {
  return (
    <ul className="grid border-t border-line">
      {rules.map((rule) => (
        <li key={rule.code} className="border-b border-line py-5">
          <Rule serviceId={serviceId} rule={rule} />
        </li>
      ))}
    </ul>
  )
}

function Rule({ serviceId, rule }: { serviceId: string; rule: DescribedRule }) {
  const { code, asks, says, sample, none } = rule
  const t = useTranslations('docs.rules')
  const severity = useTranslations('send.findings')
  const locale = useLocale()
  const isStop = RULES[code] === 'stop'
  return (
    <article aria-labelledby={code} className="grid max-w-text gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small">
        <StatusTag tone={isStop ? 'danger' : 'warning'}>{severity(RULES[code])}</StatusTag>
        <TextLink href={`#${code}`} className="font-mono">
          {code}
        </TextLink>
      </p>
      <Heading level={3} look={4} id={code}>
        {findingTitle(code, locale, serviceId)}
      </Heading>
      <p>{asks}</p>
      {says && (
        <p className="border-l-4 border-line pl-3">
          <span className="text-muted">{t('says')}:</span> {says}
        </p>
      )}
      {none && <p className="text-muted">{t(`none.${none}`)}</p>}
      {sample && (
        <p>
          <TextLink href={sample.href}>{`${t('sample')}: ${sample.name}`}</TextLink>
          {sample.shows !== 'always' && <span className="text-muted"> {t(`where.${sample.shows}`)}</span>}
        </p>
      )}
    </article>
  )
}
