import { type RunningSend, type SendRequest, sendFile, type UploadProgress } from './send-file.ts'
import { sendResumable } from './send-resumable.ts'

/** Smaller ones are there before anybody would go on with them. */
const RESUMABLE_FROM_BYTES = 5_000_000

/** Sends a file: a large one so that it can be gone on with after a break. */
export function beginSend(request: SendRequest, tell: (progress: UploadProgress) => void): RunningSend {
  return request.file.size >= RESUMABLE_FROM_BYTES ? sendResumable(request, tell) : sendFile(request, tell)
}
