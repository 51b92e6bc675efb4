// The same as in Swedish: see there.

import { LIMITS } from '#lib/limits.ts'
import type { FindingTexts } from './finding-messages-sv.ts'
import { digits } from './spelling.ts'

export const findingTextsEn: FindingTexts = {
  titles: {
    F01: 'The file is empty',
    F02: 'The wrong kind of file',
    F03: 'The wrong character encoding',
    F04: 'The file is broken',
    F05: 'A DOCTYPE that is not allowed',
    F06: 'The file is not built as described',
    F07: 'The file is too large',
    F08: 'The counts do not agree',
    F09: 'A test file in production',
    F10: 'Too many records',
    F11: 'The same file has been sent before',
    F12: 'An employer you do not act for',
    F13: 'This has been reported before',
    F14: 'Wrong time of making',
    F15: 'A personal identity number in the file name',
    F16: 'The table does not show what is sent',
    T01: 'A text is missing or too long',
    T02: 'Characters that are not allowed in text',
    T03: 'Not an e-mail address',
    T04: 'Not a valid number',
    I01: 'A number is missing',
    I02: 'A number has the wrong form',
    I03: 'The birth date in the number is wrong',
    I04: 'The wrong check digit',
    I05: 'Not an organisation number',
    I06: 'A coordination number without a day of birth',
    I07: 'A test number in production',
    I08: 'Not a CFAR number',
    D01: 'A date is missing',
    D02: 'Not a valid date',
    D03: 'A date outside what is allowed',
    D04: '{law, select, sickPayAct {First sick day before the Sick Pay Act} other {Too early a date}}',
    D05: 'Too early to report',
    D06: 'The notice is late',
    D07: 'Earlier periods do not fit together',
    D08: 'An earlier period does not count',
    D09: 'The employment ended within the sick-pay period',
    D10: 'First sick day long ago',
    C01: 'The same thing twice',
    C02: 'Two cases close to each other',
    C03: 'A reference used twice',
  },
  more: {
    found: '{of, select, cell {The cell} other {The file}} says “{found}”.',
    everyCase: `All {count, number} {cases, select, sickLeave {cases} other {records}} have the same fault. {cure, select, replace {Mend it once, with find and replace.} other {Mend it once, where the file is made.}}`,
  },
  texts: {
    F01: 'The file is empty. Make it anew in the payroll system.',
    F02: `{case, select,
      otherService {{other, select, franvarouppgift {The file is an employer’s tax return (AGI), which is handed in to Skatteverket. The absence in it is checked in the e-service {service}. Choose that e-service, or {cases, select, sickLeave {the file of sick leave notices} other {the file for the e-service}}.} other {The file belongs to another e-service: {service}. Choose that one, or another file.}}}
      otherFixed {The file has fixed positions but belongs to another e-service. {mark, select, none {This one takes no such files.} other {Files for this one begin with {mark}.}}}
      otherRoot {The file’s outermost element is called “{found}”. It should be “{expected}”. See that you have chosen the right file.}
      namespace {The file belongs to another version: its namespace is “{found}” and should be “{expected}”.}
      webPage {The file is a web page. If the payroll system saved it as .xls: open it in Excel and save it as an Excel workbook (.xlsx). Otherwise: choose {cases, select, sickLeave {the file of sick leave notices} other {the file for the e-service}}.}
      csv {The file looks like a table (CSV). The e-service takes no tables. Export the file as XML from the payroll system.}
      excel {The file is a spreadsheet. The e-service takes no tables. Export the file as XML from the payroll system.}
      table {The file looks like a table (CSV or Excel). A table is converted to XML before it is sent: choose the file on the portal’s page for handing in, with JavaScript on.}
      noHeadings {{of, select, sheet {We read the sheet “{found}” ({nth} of {max}). } other {}}No row at the beginning of the table has headings that are known. Write the headings in the first row{headings, select, none {} other {, for example {headings}}}.}
      oldExcel {The file is an older Excel document (.xls). Save it as an Excel workbook (.xlsx) or CSV.}
      lockedExcel {The file is protected by a password and cannot be read. Save it without the password.}
      binaryExcel {The file is a binary Excel workbook (.xlsb). Save it as an Excel workbook (.xlsx) or CSV.}
      openDocument {The file is an OpenDocument spreadsheet (.ods). Save it as an Excel workbook (.xlsx) or CSV.}
      brokenExcel {The Excel workbook is damaged and cannot be read. Open it in Excel and save it again.}
      otherZip {The file is a ZIP archive{count, plural, =0 {} one { with one file: {found}} other { with # files, among them {found}}}. Unpack it and choose the file inside.}
      webTable {The file is a web page with a table, which some payroll systems save under the name .xls. Open it in Excel and save it as an Excel workbook (.xlsx) or CSV UTF-8.}
      xmlExcel {The file is a spreadsheet in Excel’s older XML format. Open it in Excel and save it as an Excel workbook (.xlsx) or CSV UTF-8.}
      paxml {The file is a PAXml file, which carries pay and time between systems. Choose {cases, select, sickLeave {the file of sick leave notices} other {the file for the e-service}} in the payroll system, or export a table from it.}
      skatteverket {The file is made for Skatteverket and does not belong here. Choose {cases, select, sickLeave {the file of sick leave notices} other {the file for the e-service}} in the payroll system.}
      ku {The file is income statements (kontrolluppgifter) and is handed in to Skatteverket. Choose {cases, select, sickLeave {the file of sick leave notices} other {the file for the e-service}} in the payroll system.}
      sru {The file is an SRU file with forms or income statements for Skatteverket. Choose {cases, select, sickLeave {the file of sick leave notices} other {the file for the e-service}} in the payroll system.}
      sie {The file is a SIE file with accounts. Choose {cases, select, sickLeave {the file of sick leave notices} other {the file for the e-service}} in the payroll system.}
      bankFile {The file is a payment file or a message of a bank ({found}) and belongs to the bank. Choose {cases, select, sickLeave {the file of sick leave notices} other {the file for the e-service}} in the payroll system.}
      json {The file is JSON. The e-service does not take it. Choose {cases, select, sickLeave {the file of sick leave notices} other {the file for the e-service}} in the payroll system, in one of the formats of the e-service.}
      mail {The file is a saved e-mail. Open the mail, save the file that is attached and choose that.}
      document {The file is a document ({found}). Nothing can be read out of a document. Choose {cases, select, sickLeave {the file of sick leave notices} other {the file for the e-service}} in the payroll system, or write the cases in a table in Excel.}
      headless {The table has no row of headings: the first row is a case already. Write headings in a row at the top{headings, select, none {} other {, for example {headings}}}.}
      archive {The file is a compressed archive. Unpack it and choose the file inside.}
      gzip {The file is compressed (gzip). Unpack it and choose the file inside.}
      pdf {The file is a PDF. Choose the file that the payroll system has made for file transfer.}
      picture {The file is a picture. Choose the file that the payroll system has made for file transfer.}
      other {The file’s content cannot be recognised. It should be XML or have fixed positions. See that you have chosen the right file.}}`,
    F03: `{case, select,
      utf16 {The file is encoded in UTF-16 or UTF-32. Save it in UTF-8.}
      unsupported {The file says that it is encoded in {declared}. It should be one of: {allowed}.}
      bom {The file begins with UTF-8’s byte order mark, but should be encoded in {declared}. Save it without the mark, or state the right encoding.}
      otherEncoding {Å, ä and ö are saved in another encoding than the file says{of, select, text { (first in “{found}”, line {line})} other {}}. Save the file in UTF-8, or write encoding="ISO-8859-1" in the XML declaration.}
      mixed {The file mixes encodings: {count, plural, one {one character is not saved} other {# characters are not saved}} in UTF-8, though others are{of, select, text { (first in “{found}”, line {line})} other {}}. Write {count, plural, one {that character} other {those characters}} anew and save the file in UTF-8.}
      notUtf8 {There is a character here (value {byte}) that is written in another encoding than UTF-8, which the file is marked with. If it is only here: correct the character. If å, ä and ö are wrong in the whole file it has been saved in ISO-8859-1: say so in the XML declaration, or save the file in UTF-8.}
      notUtf8Table {There is a character here (value {byte}) that is written in another encoding than UTF-8, which the file is marked with. Correct the character in the cell, or save the table anew as CSV UTF-8.}
      thirdEncoding {The table is saved neither in UTF-8 nor in Windows-1252: in the middle of a word is a character (value {byte}) that cannot be read. {of, select, dos {It has probably been saved as CSV (MS-DOS).} mac {It has probably been saved as CSV (Macintosh).} other {}} Å, ä and ö would go wrong, and we do not guess. Open the table in Excel, see that å, ä and ö are right and save it as CSV UTF-8.}
      utf8Fixed {The file is saved in UTF-8{of, select, bom { (it begins with a byte order mark, BOM)} other {}}. It should be in ISO-8859-1 (also called Windows-1252 or ANSI). Save it anew in that encoding.}
      disguised {The file should be encoded in ISO-8859-1 but has been saved in UTF-8; å, ä and ö go wrong. Save it in ISO-8859-1, or state UTF-8 in the XML declaration.}
      nul {There is a NUL character here. The file is probably damaged. Make it anew.}
      control {There is an invisible character here (value {sign}) that may not occur. It may have replaced a real one: compare with your source, and remove it or put in the right one.}
      other {The XML declaration states the encoding in a way that cannot be relied on. Write it as in the description.}}`,
    F04: `{case, select,
      cutOff {{of, select,
        tag {The file ends in the middle: “{found}” (from line {openLine}) has not ended. The file has probably been cut off: fetch it or make it anew. If it is whole otherwise, add the end tag.}
        other {The file ends in the middle. It has probably been cut off: fetch it or make it anew.}}}
      noRoot {The file has no content after its beginning. Make it anew.}
      mismatch {{of, select,
        tag {The end tag “{found}” does not fit: it is “{expected}” (from line {openLine}) that should end here. Correct the name, or add what is missing.}
        start {The start tag “{found}” does not fit: the element ends as “{expected}”. Correct the name.}
        other {An end tag does not belong to the element that is open. See that every element ends in the right order.}}}
      entity {{of, select,
        unknown {{found} is not a reference that XML knows. Write the character itself. If it is an & in a text, write &amp; for it.}
        unended {{found} lacks its semicolon. Write {found};}
        noCharacter {{found} stands for a character that does not exist or is not allowed in XML. Write the character itself, or remove it.}
        other {There is an & here that does not begin a valid reference. Write &amp; for the character &.}}}
      less {There is a < in a text here. Write &lt; for it.}
      unquoted {{of, select,
        end {The value of the attribute “{found}” lacks its last quotation mark. Put it there.}
        other {The value of the attribute “{found}” must be in quotation marks: {found}="value". Put them there.}}}
      tagEnd {The tag “{found}” lacks its closing > here. Put it there.}
      endTag {The end tag of “{found}” is wrongly written. After the slash only the element’s name may stand.}
      slash {The end tag of “{found}” lacks its slash. Write “/{found}”.}
      missingStart {The start tag “{found}” is missing here. Add it before what stands here.}
      missingEnd {The end tag “/{found}” is missing: the element begins on line {openLine} and has not ended when “{before}” comes. Add it before that.}
      strayEnd {The end tag “/{found}” has no start tag. Remove it, or add the start tag.}
      crossing {The end tags cross each other: “{expected}” (from line {openLine}) must end before “{found}”. Let the end tags change places.}
      unclosed {The tag “{found}” has no end tag and is not in the description. Remove it. If it is a < in a text, write &lt; for it.}
      stretch {What begins here lacks its end, {found}. Add it, or remove what begins here.}
      duplicate {The attribute “{found}” stands twice in the same tag. Remove one of them.}
      outside {There is text outside the outermost element. Remove it.}
      secondRoot {After the outermost element another begins. A file has only one.}
      quotes {In the tag “{found}” (from line {openLine}) stands a word without an equals sign and a value in quotation marks. If the tag’s name is broken by a space or a line break, remove it. If it is an attribute, write it as name="value".}
      tag {The character {found} here may not stand in a tag. If the tag is damaged: correct it. If a < is meant as text: write &lt;.}
      cdataEnd {The characters ]]> stand in a text here, which XML does not allow. Remove them.}
      noSpace {Two attributes in a tag stand without a space between them. Add one.}
      comment {{of, select,
        open {The comment that begins here has not ended. Put --> where it ends, or remove it.}
        other {A comment is wrong: between <!-- and --> there may be no two hyphens in a row. Correct or remove it.}}}
      instruction {What begins with <? is wrong. First in the file it should say <?xml version="1.0". Elsewhere: remove it.}
      sign {There is a character here (code {sign}) that may not occur in XML. Remove it.}
      declaration {The XML declaration is wrong or does not stand first in the file. It should look like this: <?xml version="1.0" encoding="UTF-8"?>}
      version {The file says that it is another version of XML than 1.0. State version 1.0.}
      long {There is a piece of more than ${digits(LIMITS.xmlStretchCharacters, 'en')} characters without an end. The file is damaged or not made for this e-service.}
      attributes {A tag has more than ${digits(LIMITS.xmlAttributes, 'en')} attributes. The file is damaged or not made for this e-service.}
      deep {The elements lie in more than ${digits(LIMITS.xmlLevels, 'en')} levels. The file is damaged or not made for this e-service.}
      tooLong {The record is {length} characters long: {difference} too many. It should be exactly {expected} before the line end.{odd, select, none {} other { At position {oddAt} stands a character that cannot be seen (byte {odd}).}}}
      tooShort {The record is {length} characters long: {difference} too few. It should be exactly {expected} before the line end.{odd, select, none {} other { At position {oddAt} stands a character that cannot be seen (byte {odd}).}}}
      stripped {All {count, number} lines are too short: the blanks at their ends have been removed, often by a text editor. Each line should be exactly {expected} characters. Fill them up with blanks, or make the file anew.}
      recordType {There is no record type “{found}”. It should be one of: {allowed}.}
      afterQuote {After the quotation mark here comes more text and a new quotation mark. A delimiter between two cells is probably missing: put it in.}
      openQuote {A quotation mark that begins here is never closed. Remove it, or put another at the end of the cell.}
      columns {The row has more than {max, number} columns. Remove those that are not needed.}
      lineEnds {This line ends with {found}, those before with {expected}. Use the same in the whole file.}
      other {Here the file breaks the rules of XML. Make it anew, or mend the place.}}`,
    F05: `{case, select,
      subset {The file has definitions of its own in its DOCTYPE. They are not accepted. Remove everything between the square brackets, or the whole DOCTYPE.}
      none {Files for this e-service should have no DOCTYPE. Remove it.}
      other {The file’s DOCTYPE is another than the description’s. Write <!DOCTYPE {name} SYSTEM "{system}"> or remove it.}}`,
    F06: `{case, select,
      missing {“{found}” is missing in “{parent}”. Add it{of, select, after { after “{beside}”} before { before “{beside}”} other {}}.}
      missingAttribute {The attribute “{found}” is missing in “{parent}”. Add it.}
      unknown {{of, select,
        misspelt {“{found}” does not belong in “{parent}”. It should probably be “{expected}”: correct the spelling.}
        other {“{found}” does not belong in “{parent}”. If the name is damaged or misspelt: correct it. If not: remove it. What stands inside has not been checked.}}}
      unknownAttribute {{of, select,
        misspelt {The attribute “{found}” does not belong in “{parent}”. It should probably be “{expected}”: correct the spelling.}
        other {The attribute “{found}” does not belong in “{parent}”. If the name is damaged or misspelt: correct it. If not: remove it. What stands inside has not been checked.}}}
      repeated {“{found}” stands too many times in “{parent}”. Remove what is too much.}
      misplaced {{found} {of, select, before {stands before {beside}} other {stands after {beside}}} in “{parent}”. The order should be {order}.}
      text {There is text directly in “{parent}”. Remove it, or put it in the right element.}
      value {{known, select, yes {{field} is “{found}”.} other {{field} has a value that is not allowed.}} Allowed: {allowed}.}
      missingColumn {{of, select,
        missing {We find no column for this: {field}. Is it “{found}”? If so, write {columns} as its heading. Otherwise: add a column.}
        other {The table has no column for this: {field}. Add it.}}}
      likeColumn {The heading “{found}” is like one that we know. Write {columns} if that is what it is. If it is something else: remove the column, or give it another heading.}
      sumRow {Row {row}{known, select, yes { ({found})} other {}} looks like a sum{count, plural, one {} other {, and so do # rows}}. Remove such rows from the table. If it is a person: write the personal identity number and the date in the row.}
      otherLayout {{of, select,
        sheet {The workbook does not have the sheet that the company has chosen. Name the sheet as before, or go through how the table is read anew in the portal.}
        format {The company has chosen how another kind of table (CSV or Excel) is read. Save the table as before, or go through how it is read anew in the portal.}
        other {The headings are not those that the company has gone through.{added, select, none {} other { New: {added}.}}{gone, select, none {} other { Gone: {gone}.}} Write them as before, or go through how the table is read anew in the portal.}}}
      ambiguousColumn {{of, select, missing {We find no column for this: {field}. Is it “{found}”? } other {}}The heading “{found}” may mean more than one thing. Write {columns} instead, by what the column holds. If it is something else: remove the column. We do not guess, for a wrong guess may give somebody the wrong days.}
      repeatedColumn {There is a column “{found}” already. Remove one of them.}
      extraCell {The row has more cells than the row of headings. A text that holds a semicolon or a comma should stand in quotation marks.}
      errorValue {Cell {cell} holds {known, select, yes {the error {found}} other {an error value}}. {of, select, date {Write the right date in the cell, as YYYY-MM-DD.} other {{field}: write the right value in the cell.}}}
      tooWide {{field}: the cell holds nothing but number signs, for the column was too narrow when the file was saved. Make the column wider in the spreadsheet program and save the file anew.}
      volatile {{field}: the cell has a formula that gives a new result each day, such as TODAY or NOW. Write the value itself instead.}
      merged {{field}: the cells {found} are merged, so that only the first has a value. Unmerge them and fill in each row.}
      uncalculated {{field}: the cell has a formula whose result is not saved in the file. Open the file in Excel, see that the right value is shown, save it and choose it again.}
      invisible {{field}: the cell has a value, but its format lets nothing show. Change the format of the cell, or empty it.}
      madeDate {{field}: the spreadsheet program has turned the value into a date. Format the cell as text and write the value anew.}
      local {{field}: the cell is a number with decimals or digits in groups, which looks different on different computers. Format the cell as text and write the value as it should be sent.}
      shortened {{field}: the number is so long that the spreadsheet program shows it shortened. Format the cell as text and write the value anew.}
      unseen {{field}: the format of the cell shows something else than what is saved in it. Format the cell as text, or as a date with its day, and see that the right value is shown.}
      varies {{field} should be the same in the whole file, but {known, select, yes {is “{found}” here and “{expected}” on row {row}} other {differs here from row {row}}}. Correct the wrong one. If both are right: divide the table.}
      noRows {The table has no cases under its headings. Add them.}
      missingRecord {Record {found} is missing. Add it.}
      recordOrder {Record {found} may not stand after record {before}. It should stand right after one of: {allowed}.}
      afterEnd {Record {found} stands after the end record. Move it before the end record, or remove it.}
      repeatedRecord {Record {found} stands too many times. At most {max} may stand here.}
      notBlank {Positions {from}–{to} of record {found} should be blank.}
      noneOf {For {choice} one of these should be there: {allowed}. Add one of them.}
      severalOf {For {choice} only one of these should be there: {allowed}. Remove one of them.}
      otherChoice {“{found}” does not belong to {choice}. Remove it, or change the type of absence.}
      other {Here the file is not built as described.}}`,
    F07: `{case, select,
      unpacked {The workbook becomes larger than {max, number} bytes when it is unpacked. Divide it, or remove what does not belong to the table.}
      other {The file is larger than {max, number} bytes, which is the most this e-service takes. Divide it.}}`,
    F08: `{case, select,
      differs {{field} is stated as {stated, number}, but the file holds {actual, number}. See that the file is whole and mend the count.}
      other {{field} is no number. The file holds {actual, number}.}}`,
    F09: 'The file is marked as a test file and cannot be sent in earnest. Make it anew without the test mark.',
    F10: 'The file has more than {max, number} records. Divide it into several files.',
    F11: `{case, select,
      repeat {Exactly this file was handed in on {date} with reference {reference}{of, select, known { and got kvittensID {kvittensId}} other {}}. Hand it in again and you get the same receipt; it is not sent once more.}
      other {Exactly this file was handed in on {date} with reference {reference}{of, select, known { and got kvittensID {kvittensId}} other {}}. Handed in again it is a new submission. Do that only if you mean to.}}`,
    F12: '{employer} is not an employer that you act for now. Change company, or remove the employer from the file.',
    F13: `{case, select,
      notCompared {You have handed in more than {max, number} records in the latest {months} months. The {count, number} oldest are not compared with the file.}
      other {The same person and first day were handed in on {date} with reference {reference}. Make sure that you mean it: a correction can be sent again, a repeat should be taken out of the file.}}`,
    F14: `{case, select,
      missing {It is not stated when the file was made. Add date and time.}
      future {The file says that it was made {known, select, yes {{found}, which is } other {}}in the future. See to the computer’s clock and make the file anew.}
      other {The time the file was made should be written YYYY-MM-DDThh:mm:ss in XML and YYYYMMDDhhmmss in fixed positions.}}`,
    F15: 'The file name seems to hold a personal identity number. We send the file as “{found}”. To call it something else: rename the file and choose it again.',
    F16: `{case, select,
      rows {{count, plural, one {A hidden row is read and sent} other {# hidden rows are read and sent}}. Show the rows in the spreadsheet program (remove the filter) and see whether they belong. If they do not: delete them.}
      columns {{count, plural, one {A hidden column is read and sent} other {# hidden columns are read and sent}}. Show them in the spreadsheet program and see that their content is right.}
      sheet {We read the sheet “{found}” ({nth} of {max}). Only one sheet a file is sent. If there are cases on other sheets: put them in a file of their own.}
      other {{count, plural, one {Row {row} is} other {# rows, the first of them row {row}, are}} left out, for there is no number and no date in them{known, select, yes {: {found}} other {}}. If it is a sum, that is right. Otherwise: fill in what is missing.}}`,
    T01: `{case, select,
      missing {{field} is missing. Fill it in, or leave it out where it is optional.}
      other {{field} is {length} characters long. At most {max} fit. Shorten the text.}}`,
    T02: `{case, select,
      control {{field} holds a control character ({sign}). It is often a Windows-1252 character, such as a dash or curly quotes, in a file marked ISO-8859-1. Replace it.}
      direction {{field} holds an invisible character that changes the direction of reading ({sign}). Remove it.}
      replacement {{field} holds a replacement character ({sign}): a character has been lost. Write the text again.}
      other {{field} holds an invisible character ({sign}). Remove it.}}`,
    T03: '{field} cannot be an e-mail address. Write it as name@example.com.',
    T04: `{case, select,
      sign {{field} holds a sign ({sign}) that only looks like a hyphen or a space, or is not shown. Write the digits alone.}
      digits {{field} should be {min}–{max} digits.}
      rounded {{field} is shortened: the spreadsheet has {digits} of its digits left, and the rest is lost. Format the column as text and fill in the number again.}
      other {{field} should be a number between {min} and {max} with at most {decimals} decimals after a point.}}`,
    I01: '{field} is missing. Fill in the number.',
    I02: `{of, select,
      twelve {{field} has the wrong form. {case, select, lookalike {The sign {sign} in it only looks like a hyphen or a space. Write the digits alone.} other {It should be twelve digits.}}}
      person {{field} has the wrong form. {case, select, length {It has {digits} digits and should have 10 or 12.} letter {It may not hold letters: reserve numbers are not accepted.} lookalike {The sign {sign} in it only looks like a hyphen or a space. Write the digits alone, or an ordinary hyphen.} rounded {A spreadsheet has shortened it to {digits} digits, and the rest is lost. Format the column as text and fill in the number again.} other {Only digits and a hyphen (or plus) before the last four may stand in it.}}}
      other {{field} has the wrong form. {case, select, length {It has {digits} digits. An organisation number has 10, a personal identity number 10 or 12.} letter {It may not hold letters.} lookalike {The sign {sign} in it only looks like a hyphen or a space. Write the digits alone, or an ordinary hyphen.} rounded {A spreadsheet has shortened it to {digits} digits, and the rest is lost. Format the column as text and fill in the number again.} other {Only digits and a hyphen before the last four may stand in it.}}}}`,
    I03: '{field} holds a birth date that does not exist or cannot be right. See to the number.',
    I04: '{field} has the wrong check digit: some digit is wrong. Compare the number with your source.',
    I05: '{field} is written as an organisation number (16…), but its third digit is less than 2. A personal identity number begins with the century instead of 16.',
    I06: '{field} is a coordination number in which the month or the day of birth is unknown. See that it is the right person.',
    I07: '{field} is one of Skatteverket’s test numbers and may not stand in a real file. Give the person’s own number.',
    I08: '{field} should be {max, plural, one {one digit} other {# digits}}.{case, select, sign { The sign {sign} in it only looks like a hyphen or a space, or is not shown: remove it.} other {}}',
    D01: '{field} is missing. Fill in the date.',
    D02: `{case, select,
      date {{known, select, yes {{field} stands as {found}{why, select, none {, a date that does not exist.} other {.}}} other {{field} is a date that does not exist.}} {why, select, days {{monthName} has {days} days. } month {There is no month {month}. } other {}}Mend the date.}
      month {{field} is a month that does not exist. Mend it.}
      monthForm {{field} should be written YYYYMM.}
      monthSign {{field} holds a sign ({sign}) that only looks like a hyphen or a space, or is not shown. Write the digits alone, YYYYMM.}
      lookalike {{field} holds a sign ({sign}) that only looks like a hyphen or a space. Write YYYY-MM-DD with ordinary hyphens in XML, and YYYYMMDD in fixed positions.}
      ambiguous {{field} can mean two different days. We do not guess: write YYYY-MM-DD.}
      short {{field} has no century or no year. We do not guess: write YYYY-MM-DD.}
      table {{field} cannot be read as a date. Write YYYY-MM-DD.}
      other {{field} should be written YYYY-MM-DD in XML and YYYYMMDD in fixed positions.}}`,
    D03: `{case, select,
      period {{field} is {dated, select, yes {{date}, } other {}}outside the reporting period {period}. Mend one of them.}
      other {{field} is {dated, select, yes {{date}, which is } other {}}in the future. Mend the date.}}`,
    D04: '{field} is {dated, select, yes {{date}, } other {}}before {earliest}{law, select, sickPayAct { when the Sick Pay Act came into force} other {, the first day that may be given}}. Mend the date.',
    D05: 'The sick-pay period has not ended: its last day is {last}. Report at the earliest {from}, if the person is still ill then.',
    D06: 'The notice is late: the sick-pay period ended {last} and the notice was due {due}. Send it all the same.',
    D07: `{case, select,
      order {The earlier period {from}–{to} ends before it begins. Mend the dates.}
      after {The earlier period {from}–{to} lies after the first sick day {first}. Mend the dates.}
      firstDay {The earlier period {from}–{to} runs into this case, which begins {first}. It should end the day before or earlier.}
      other {The earlier period {from}–{to} shares at least a day with the period {otherFrom}–{otherTo}. Mend the dates.}}`,
    D08: 'The earlier period ended {ended}, more than {gap} days before {next}. So it does not count towards the sick-pay period. See to the dates.',
    D09: 'The employment ended {ended}, but the sick-pay period does not end until {last}. Then no notice is due. If the last day of employment is wrong: correct or remove it. If it is right: remove the case and count anew.',
    D10: 'The first sick day is {date}, {months, select, none {a long time} other {more than {months} months}} ago. See to the year. If it is right, the notice is late; send it all the same.',
    C01: `{case, select,
      key {Record {otherRecord} on line {otherLine} already has the same values ({key}). Remove one of them, or correct what should tell them apart.}
      other {{person} with {cases, select, sickLeave {first sick day} other {the day}} {date} stands already in the file, as case {otherRecord} on line {otherLine}. Remove one of them.}}`,
    C02: `{person} has another case {days, plural, one {one day} other {# days}} away, case {otherRecord} on line {otherLine}. {cases, select,
      sickLeave {If they belong together, the first should be given as an earlier period in the second.}
      other {Make sure that you mean to report both.}}`,
    C03: 'The reference is already used in record {otherRecord}, line {otherLine}. Give each case a reference of its own, so that it can be found.',
  },
}
