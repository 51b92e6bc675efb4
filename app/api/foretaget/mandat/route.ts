import { mandateForm } from '#lib/http/certificate-forms.ts'
import { route } from '#lib/http/route.ts'

export const POST = route(mandateForm)
