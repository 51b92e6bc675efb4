import { useTranslations } from 'next-intl'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Command, type CommandKind } from './command.tsx'
import { type CurlCall, type CurlPlace, SHELLS } from './curl-call.ts'
import { writeCurl } from './write-curl.ts'

type Props = { place: CurlPlace; doing: { what: CommandKind; call: CurlCall }[] }

/** Where a person of a company that calls by curl does something by hand: the commands that do the same, with what stands on the page already filled in. */
export function SameWithCurl({ place, doing }: Props) {
  const t = useTranslations('curl')
  return (
    <div className="max-w-doing print:hidden">
      <Disclosure summary={t('same')}>
        <div className="grid gap-6">
          {doing.map(({ what, call }) => (
            <div key={what} className="grid gap-4">
              {SHELLS.map((shell) => (
                <div key={shell} className="grid gap-2">
                  <Heading level={3} look={4}>
                    {`${t(`systems.${shell}`)}: ${t(`what.${what}`)}`}
                  </Heading>
                  <Command shell={shell} what={what} text={writeCurl(shell, call, place)} />
                </div>
              ))}
            </div>
          ))}
          <p>
            <TextLink href="/automatisera">{t('more')}</TextLink>
          </p>
        </div>
      </Disclosure>
    </div>
  )
}
