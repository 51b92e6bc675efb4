import { useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { CURL_EXITS, HTTP_CASES, KVITTENS_EXITS } from '#lib/text/gateway-codes.ts'

type Row = { code: number; means: string; todo: string; asked: string }

/** What each code means and what to do: the portal's, curl's and our own program's. */
export function CodeTables() {
  const t = useTranslations('automate.codes')
  const words = useTranslations('gatewayCodes')
  const http = HTTP_CASES.map(({ status, name, again }) => ({
    code: status,
    means: words(`http.${name}.means`),
    todo: words(`http.${name}.todo`),
    asked: words(`again.${again}`),
  }))
  const curl = CURL_EXITS.map(({ code, name, arrived }) => ({
    code,
    means: words(`curl.${name}.means`),
    todo: words(`curl.${name}.todo`),
    asked: words(`arrived.${arrived}`),
  }))
  const own = KVITTENS_EXITS.map(({ code, name }) => ({
    code,
    means: words(`kvittens.${name}.means`),
    todo: words(`kvittens.${name}.todo`),
    asked: '',
  }))
  const columns: DataColumn<Row>[] = [
    { key: 'code', label: t('code'), heads: true, cell: ({ code }) => <span className="font-mono">{code}</span> },
    { key: 'means', label: t('means'), cell: ({ means }) => means },
    { key: 'todo', label: t('todo'), cell: ({ todo }) => todo },
  ]
  const asking = (label: string): DataColumn<Row> => ({ key: 'asked', label, cell: ({ asked }) => asked })
  const rowKey = ({ code }: Row) => String(code)
  return (
    <>
      <DataTable showCaption caption={t('http')} columns={[...columns, asking(t('again'))]} rows={http} rowKey={rowKey} />
      <DataTable showCaption caption={t('curl')} columns={[...columns, asking(t('arrived'))]} rows={curl} rowKey={rowKey} />
      <DataTable showCaption caption={t('kvittens')} columns={columns} rows={own} rowKey={rowKey} />
    </>
  )
}
