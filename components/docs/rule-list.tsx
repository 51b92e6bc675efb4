// Here: the parts of the open pages: the start page, and how an e-service's files must look, all made from the description in
// lib/services. Nothing here knows a single e-service.
import { useTranslations } from 'next-intl'
import { Icon } from '#components/ui/icon.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { NoSample, Sample } from '#lib/samples/samples.ts'
import { RULES, type RuleCode } from '#lib/services/rules.ts'

/** `asks`: what the rule asks of every file; `says`: what the report says about the sample. */
export type DescribedRule = {
  code: RuleCode
  title: string
  asks: string
  says: string | undefined
  sample: (Sample & { href: string }) | undefined
  none: NoSample | undefined
}

/**
 * Every rule by its code and name; unfolded, what it asks, what is said when it is not followed, and a file to see it in. Its code is
 * the anchor, inside what is folded, so that a link to it unfolds it.
 */
export function RuleList({ rules, open }: { rules: DescribedRule[]; open: boolean }) {
  return (
    <ul className="grid border-t border-line">
      {rules.map((rule) => (
        <li key={rule.code} className="border-b border-line">
          <Rule rule={rule} open={open} />
        </li>
      ))}
    </ul>
  )
}

function Rule({ rule, open }: { rule: DescribedRule; open: boolean }) {
  const { code, title, asks, says, sample, none } = rule
  const t = useTranslations('docs.rules')
  const severity = useTranslations('send.findings')
  return (
    <details open={open} className="group max-w-doing">
      <summary className="grid min-h-11 list-none grid-cols-[auto_1fr_auto] items-center gap-x-3 py-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <span className="font-mono text-small">{code}</span>
        <span className="font-semibold wrap-anywhere">{title}</span>
        <Icon name="chevron" className="size-5 transition-transform group-open:rotate-180" />
      </summary>
      <div id={code} tabIndex={-1} className="grid gap-2 pt-1 pb-5">
        <p className="text-small text-muted">{severity(RULES[code])}</p>
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
      </div>
    </details>
  )
}
