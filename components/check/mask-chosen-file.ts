import { stockholmDay } from '#lib/calendar.ts'
import { maskFileName } from '#lib/checking/mask-file-name.ts'

/** The file under the name that it is shown and sent by. The bytes stay on disk until they are read. */
export function maskChosenFile(file: File): File {
  const name = maskFileName(file.name, stockholmDay(new Date()))
  return name === file.name ? file : new File([file], name, { type: file.type, lastModified: file.lastModified })
}
