import { useTranslations } from 'next-intl'
import { TextLink } from '#components/ui/text-link.tsx'
import type { CurlPlace, Shell } from './curl-call.ts'
import { fileNames } from './write-curl.ts'

/** What must be at hand before the first command, with the names that the commands use. */
export function NeedList({ place, shell }: { place: CurlPlace; shell: Shell }) {
  const t = useTranslations('automate.need')
  const names = fileNames(place)
  const needs = [
    t('address', { url: place.url }),
    t('certificate', { pem: names.pem, p12: names.p12 }),
    t('authority', { ca: names.ca }),
    ...(shell === 'windows' ? [t('password', { password: names.password })] : []),
    t('curl'),
    t('admitted'),
  ]
  return (
    <>
      <ul className="grid max-w-text list-disc gap-2 pl-5 wrap-anywhere">
        {needs.map((need) => (
          <li key={need}>{need}</li>
        ))}
      </ul>
      <p>
        <TextLink href="/foretaget/certifikat">{t('assistant')}</TextLink>
      </p>
    </>
  )
}
