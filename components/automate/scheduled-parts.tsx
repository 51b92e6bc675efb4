// What hands in by the clock, without a person: a script of one's own, or the folder agent.
import { useTranslations } from 'next-intl'
import { Heading } from '#components/ui/heading.tsx'
import { Command } from './command.tsx'
import type { CurlPlace, Shell } from './curl-call.ts'
import { fileNames } from './write-curl.ts'
import { writeScript } from './write-script.ts'

/** A script to save, and how to run it by the clock. */
export function ScriptPart({ place, shell }: { place: CurlPlace; shell: Shell }) {
  const t = useTranslations('automate.script')
  const { name, text, schedule } = writeScript(shell, place, t('comment'))
  return (
    <>
      <p className="max-w-text">{t('lead', { name })}</p>
      <Command shell={shell} what="script" text={text} />
      <Heading level={3}>{t('schedule')}</Heading>
      <p>{t(`scheduleText.${shell}`)}</p>
      <Command shell={shell} what="schedule" text={schedule} />
    </>
  )
}

const FOLDERS = { linux: '/srv/kvittens/ut', windows: 'D:\\kvittens\\ut' } as const

/** The folder agent: its settings for this company, how to start it, and the same program for single files. */
export function AgentPart({ place, shell }: { place: CurlPlace; shell: Shell }) {
  const t = useTranslations('automate.agent')
  const { pem, p12, ca, password } = fileNames(place)
  const own =
    shell === 'linux'
      ? { cert: `../${pem}`, cacert: `../${ca}` }
      : { p12: `../${p12}`, 'pass-file': `../${password}`, cacert: `../${ca}` }
  const settings = JSON.stringify({ url: place.url, tjanst: place.service, ...own, fetch: true }, null, 2)
  const flags = shell === 'linux' ? `--cert ${pem}` : `--p12 ${p12} --pass-file ${password}`
  const send = `kvittens send sjuk.xml --url ${place.url} --tjanst ${place.service} ${flags} --cacert ${ca}`
  return (
    <>
      <p className="max-w-text">{t('lead')}</p>
      <p>{t('settings')}</p>
      <Command shell={shell} what="settings" text={settings} />
      <p>{t('run')}</p>
      <Command shell={shell} what="agent" text={`kvittens watch ${FOLDERS[shell]}`} />
      <p className="max-w-text">{t(`schedule.${shell}`)}</p>
      <p>{t('one')}</p>
      <Command shell={shell} what="one" text={send} />
    </>
  )
}
