'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { putInQueue } from './file-queue.ts'

export type OtherCompanyProps = { company: { employerId: string; name: string; identity: string }; file: File }

/** The file is for another company that the person acts for: one button changes to it and checks the same file there. */
export function OtherCompany({ company: { employerId, name }, file }: OtherCompanyProps) {
  const t = useTranslations('send.otherCompany')
  const router = useRouter()
  async function change() {
    const body = new URLSearchParams({ employerId, next: window.location.pathname })
    // Where it leads does not matter: the page is fetched anew, and says for whom it is now.
    await fetch('/api/foretag', { method: 'POST', body, redirect: 'manual' })
    putInQueue([file])
    router.refresh()
  }
  return (
    <div className="grid justify-items-start gap-3">
      <p>{t('text', { name })}</p>
      <Button type="button" onClick={() => void change()}>
        {t('switch', { name })}
      </Button>
    </div>
  )
}
