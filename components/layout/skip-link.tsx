import { useTranslations } from 'next-intl'

export function SkipLink() {
  const t = useTranslations('common')
  return (
    <a
      href="#innehall"
      className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-20 focus:rounded-small focus:bg-page focus:px-4 focus:py-2 focus:font-semibold focus:text-link focus:underline"
    >
      {t('skip')}
    </a>
  )
}
