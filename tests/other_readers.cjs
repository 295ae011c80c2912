// Opens each workbook named on the command line with SheetJS and with exceljs and prints the texts each sees:
// {path: [{sheet: {cell: text}}, {sheet: {cell: text}}]}. NODE_PATH names the folder the two are installed in.
const fs = require("fs");
const SheetJS = require("xlsx");
const ExcelJS = require("exceljs");

const sheetjs = (data) => {
  const book = SheetJS.read(data, { cellHTML: false });
  return Object.fromEntries(book.SheetNames.map((name) => [name, Object.fromEntries(
    Object.entries(book.Sheets[name]).filter(([ref, cell]) => ref[0] !== "!" && cell.t === "s" && cell.v !== "")
      .map(([ref, cell]) => [ref, cell.v]))]));
};

const exceljs = async (data) => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(data);
  const texts = (sheet) => {
    const found = {};
    sheet.eachRow((row) => row.eachCell((cell) => {
      if (cell.type !== ExcelJS.ValueType.Merge && typeof cell.value !== "number" && cell.text !== "") {
        found[cell.address] = cell.text;
      }
    }));
    return found;
  };
  return Object.fromEntries(book.worksheets.map((sheet) => [sheet.name, texts(sheet)]));
};

(async () => {
  const seen = {};
  for (const path of process.argv.slice(2)) {
    const data = fs.readFileSync(path);
    seen[path] = [sheetjs(data), await exceljs(data)];
  }
  process.stdout.write(JSON.stringify(seen));
})();
