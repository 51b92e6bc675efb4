'use client'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { saveBlob } from './save-blob.ts'
import type { CheckedFile } from './use-check.ts'

const STEPS = ['encoding', 'bom', 'line-ends', 'padding', 'ampersand', 'order', 'counts', 'mended'] as const

/** `standIn`: the stand-in employer was filled in; such XML is not kept. */
type Props = { checked: CheckedFile; standIn?: boolean }

/** What a correction changed, what was done to the file here, and the file to keep. Nothing for a file that was chosen as it is. */
export function MendedNote({ checked, standIn = false }: Props) {
  const t = useTranslations('mending')
  const { change, mended, converted, chosen, file, report } = checked
  const isWorkbook = report.format === 'xlsx'
  // A workbook is not written here: what is kept of it is the XML.
  const kept = !isWorkbook ? chosen : converted?.xml && !standIn ? file : undefined
  return (
    <>
      {change && <p className="font-semibold">{t('change', change)}</p>}
      {mended && (
        <div className="grid gap-2">
          <p className="font-semibold">{t('done')}</p>
          <ul className="list-disc pl-6">
            {STEPS.map((kind) => {
              const step = mended.steps.find((each) => each.kind === kind)
              return step && <li key={kind}>{t(`steps.${kind}`, { count: step.count })}</li>
            })}
          </ul>
          {!isWorkbook && <p>{t('chosen')}</p>}
          <p>{t(isWorkbook ? 'workbook' : 'source')}</p>
          {kept && (
            <div className="print:hidden">
              <Button type="button" kind="secondary" size="small" onClick={() => saveBlob({ name: kept.name, blob: kept })}>
                {t(isWorkbook ? 'saveXml' : 'save')}
              </Button>
            </div>
          )}
        </div>
      )}
    </>
  )
}
