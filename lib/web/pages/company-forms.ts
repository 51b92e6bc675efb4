// The forms of the company's pages: certificates, agents' mandates, notices.

import { readFileSync } from 'node:fs'
import { setNoticeAddresses } from '#lib/access/notice-addresses.ts'
import { changeValidFrom, removeCertificate } from '#lib/certificates/change-certificate.ts'
import { endMandate, giveMandate } from '#lib/certificates/mandates.ts'
import { registerCertificate } from '#lib/certificates/register-certificate.ts'
import type { WebEnv } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { certificatesIn } from '#lib/pki/find-chain.ts'
import { readPem } from '#lib/pki/pem.ts'
import type { Certificate } from '#lib/pki/read-certificate.ts'
import { type CompanyFormInput, companyForm } from './company-form.ts'
import { readDay, readLocalTime } from './read-local-time.ts'

const CERTIFICATES = '/foretaget/certifikat'
const AGENTS = '/foretaget/ombud'

export const registerForm = companyForm({
  page: CERTIFICATES,
  async perform({ db, env, actor, now }, { form, employerId }) {
    const from = form.get('galler') ?? ''
    const validFrom = from === '' ? undefined : readTime(from)
    const trust = { authorities: authoritiesOf(env), environment: env.MILJO }
    await registerCertificate({ db, actor, now }, { employerId, ...trust, pem: form.get('certifikat') ?? '', validFrom })
    return 'registrerat'
  },
})

export const removeForm = companyForm({
  page: CERTIFICATES,
  async perform({ db, actor, now }, { form, employerId }) {
    await removeCertificate({ db, actor, now }, { employerId, certificateId: idIn(form, 'certificate') })
    return 'borttaget'
  },
})

export const validFromForm = companyForm({
  page: CERTIFICATES,
  async perform({ db, actor }, { form, employerId }) {
    const validFrom = readTime(form.get('galler') ?? '')
    await changeValidFrom({ db, actor }, { employerId, certificateId: idIn(form, 'certificate'), validFrom })
    return 'tid'
  },
})

export const mandateForm = companyForm({
  page: AGENTS,
  async perform({ db, actor }, { form, employerId }) {
    const [validFrom, validUntil] = [readDay(form.get('fran') ?? ''), readDay(form.get('till') ?? '')]
    if (!validFrom || !validUntil) throw new AppError('invalid', 'period')
    await giveMandate({ db, actor }, { employerId, agentOrgnr: form.get('ombud') ?? '', validFrom, validUntil })
    return 'mandat'
  },
})

export const endMandateForm = companyForm({
  page: AGENTS,
  async perform({ db, actor, now }, { form, employerId }) {
    await endMandate({ db, actor, now }, { employerId, mandateId: idIn(form, 'mandate') })
    return 'avslutat'
  },
})

export const addressesForm = companyForm({
  page: '/foretaget/aviseringar',
  async perform({ db, actor, now }, { form, employerId }) {
    await setNoticeAddresses({ db, actor, now }, { employerId, addresses: (form.get('adresser') ?? '').split(/[\s,;]+/) })
    return 'aviseringar'
  },
})

function readTime(text: string): Date {
  const time = readLocalTime(text)
  if (!time) throw new AppError('invalid', 'valid_from')
  return time
}

function idIn(form: CompanyFormInput['form'], what: 'certificate' | 'mandate'): string {
  const id = form.get('id') ?? ''
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new AppError('not_found', what)
  return id
}

/** The issuers that the gateway accepts, read each time so that a change needs no restart; empty when none are configured. */
export function authoritiesOf({ GATEWAY_CA: file }: Pick<WebEnv, 'GATEWAY_CA'>): Certificate[] {
  return file ? certificatesIn(readPem(readFileSync(file, 'latin1'))) : []
}
