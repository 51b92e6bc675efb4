import { useTranslations } from 'next-intl'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import type { FoundDelivery } from '#lib/deliveries/find-delivery.ts'

/** What a technician asks for: FK's own name and id of the file, and its fingerprint. */
export function TechnicalFacts({ delivery: { name, givenName, sha256, receiverId } }: { delivery: FoundDelivery }) {
  const t = useTranslations('inbox')
  const copy = useTranslations('common.copy')
  const page = useTranslations('submissions.page')
  const rows = [
    ...(givenName === name ? [] : [{ term: t('givenName'), text: givenName }]),
    {
      term: t('hash'),
      text: (
        <span className="grid justify-items-start gap-2">
          <span className="font-mono text-small wrap-anywhere select-all">{sha256}</span>
          <CopyButton
            text={sha256}
            label={page('copy', { thing: page('copyHash') })}
            done={copy('done')}
            failed={copy('failed')}
          />
        </span>
      ),
    },
    { term: t('receiverId'), text: <span className="font-mono text-small wrap-anywhere select-all">{receiverId}</span> },
  ]
  return <DefinitionList rows={rows} />
}
