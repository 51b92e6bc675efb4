import type { CurlPlace, Shell } from './curl-call.ts'
import { fileNames } from './write-curl.ts'

/** A script that hands one file in and tells its caller, by exit code, what became of it; and how to run it by the clock. */
type Script = { name: string; text: string; schedule: string }

export function writeScript(shell: Shell, place: CurlPlace, comment: string): Script {
  return shell === 'linux' ? bash(place, comment) : powershell(place, comment)
}

/** Exit codes are those of `kvittens send` (KVITTENS_EXITS). */
function bash(place: CurlPlace, comment: string): Script {
  const { pem, ca } = fileNames(place)
  return {
    name: 'skicka.sh',
    text: `#!/bin/bash
# ./skicka.sh sjuk.xml: ${comment}
fil=$1
nyckel=$(sha256sum < "$fil" | cut -c 1-64) || exit 2
utfall=4
for vila in 0 30 120 600; do
  sleep $vila
  kod=$(curl --fail-with-body --silent --show-error \\
    --cert ${pem} --cacert ${ca} --connect-timeout 30 --max-time 900 \\
    --upload-file "$fil" --header "Idempotency-Key: $nyckel" \\
    --output "$fil.svar" --write-out '%{http_code}' \\
    '${place.url}/filoverforing/${place.service}/')
  avslut=$?
  case $avslut/$kod in
    0/*) mv "$fil.svar" "$fil.kvittens.xml"; exit 0 ;;
    22/400|22/413|22/415|22/422) mv "$fil.svar" "$fil.felrapport.xml"; exit 1 ;;
    22/429|22/503|6/*|7/*) ;;
    22/4??|35/*|58/*|60/*|77/*) exit 3 ;;
    26/*) exit 2 ;;
    *) utfall=5 ;;
  esac
done
exit $utfall
`,
    schedule: `15 6 * * 1-5  cd /srv/kvittens && ./skicka.sh sjuk.xml >> skicka.log 2>&1`,
  }
}

function powershell(place: CurlPlace, comment: string): Script {
  const { p12, password, ca } = fileNames(place)
  return {
    name: 'skicka.ps1',
    text: `# .\\skicka.ps1 sjuk.xml: ${comment}
param([Parameter(Mandatory)] [string] $Fil)
if (-not (Test-Path -LiteralPath $Fil)) { exit 2 }
$nyckel = (Get-FileHash -LiteralPath $Fil -Algorithm SHA256).Hash
$utfall = 4
foreach ($vila in 0, 30, 120, 600) {
  Start-Sleep -Seconds $vila
  $kod = curl.exe --fail-with-body --silent --show-error \`
    --cert ${p12} --cert-type P12 --pass (Get-Content ${password}) \`
    --cacert ${ca} --ssl-revoke-best-effort --connect-timeout 30 --max-time 900 \`
    --upload-file $Fil --header "Idempotency-Key: $nyckel" \`
    --output "$Fil.svar" --write-out '%{http_code}' \`
    '${place.url}/filoverforing/${place.service}/'
  switch -Regex ("$LASTEXITCODE/$kod") {
    '^0/' { Move-Item -Force -LiteralPath "$Fil.svar" "$Fil.kvittens.xml"; exit 0 }
    '^22/(400|413|415|422)$' { Move-Item -Force -LiteralPath "$Fil.svar" "$Fil.felrapport.xml"; exit 1 }
    '^(22/(429|503)$|[67]/)' { break }
    '^(22/4|35/|58/|60/|77/)' { exit 3 }
    '^26/' { exit 2 }
    default { $utfall = 5 }
  }
}
exit $utfall
`,
    schedule: `schtasks /Create /TN "Kvittens" /SC WEEKLY /D MON,TUE,WED,THU,FRI /ST 06:15 /RU "FORETAGET\\svc-kvittens" /RP * /TR "powershell -NoProfile -ExecutionPolicy Bypass -Command cd D:\\kvittens; .\\skicka.ps1 sjuk.xml; exit $LASTEXITCODE"`,
  }
}
