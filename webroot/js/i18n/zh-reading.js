// @ts-check
// 网关读取文件时只用英文说明；此处为其中文说法。{} 依次为英文句子中的数值或名称。

/** @type {[RegExp, string][]} */
const SENTENCES = [
  [/^there is no sequence under this header$/, '这个标题行下没有序列'],
  [/^There is no sequence here\. Paste FASTA: .+$/, '这里没有序列'],
  [
    /^“(.+)” is no residue or base; use IUPAC letters, - for a gap, X or N for unknown$/,
    '“{1}”既不是残基也不是碱基；请使用 IUPAC 字母，缺口用 -，未知用 X 或 N',
  ],
  [/^more than (\d+) letters; an HA segment has about 1 780 bases$/, '超过 {1} 个字母；一个 HA 节段约有 1 780 个碱基'],
  [/^the header has (\d+) characters; at most (\d+) are allowed$/, '标题行有 {1} 个字符，最多允许 {2} 个'],
  [/^Line (\d+) comes before any header\. .+$/, '第 {1} 行之前没有标题行'],
  [/^This is (.+), which is not read here\. .+$/, '这是 {1}，此处不读取；请提供 FASTA'],
  [/^It is packed more than twice; unpack it first\.$/, '文件压缩超过两层，请先解压'],
  [
    /^Unpacking this xz takes too much memory; pack it with xz -6, or as \.gz\.$/,
    '解压这个 xz 文件占用内存过多；请用 xz -6 或 .gz 重新压缩',
  ],
  [/^It begins like (\S+) but cannot be unpacked: .+$/, '文件像是 {1}，但无法解压，可能不完整'],
  [/^The archive has more than (\d+) files\.$/, '压缩包中的文件超过 {1} 个'],
  [/^There is no file in this archive\.$/, '这个压缩包中没有文件'],
  [
    /^There is no FASTA, GenBank or Clustal among the (\d+) files of this archive\.$/,
    '压缩包的 {1} 个文件中没有 FASTA、GenBank 或 Clustal 文件',
  ],
  [
    /^It says that it is (\S+), and has bytes that are not\. Save it as UTF-8\.$/,
    '文件标明为 {1}，却含有不符的字节；请另存为 UTF-8',
  ],
  [
    /^It is not UTF-8, and what it is instead is not clear from its letters\. Save it as UTF-8\.$/,
    '文件不是 UTF-8，也无法从内容判断是哪种编码；请另存为 UTF-8',
  ],
  [/^not in the sequence files; did you mean “(.+)”\?$/, '不在序列文件中；是否指“{1}”？'],
  [/^not in the sequence files$/, '不在序列文件中'],
  [/^means record (\d+) and record (\d+), which differ$/, '对应第 {1} 条和第 {2} 条序列，而两者不同'],
  [/^segment (\S+) by its header and length; only HA is compared$/, '由标题行与长度可知属于 {1} 节段；只比较 HA'],
]

/** 文件的种类，如 Java 中 input.bytes.Format 所称。 @type {Record<string, string>} */
const KINDS = {
  'FASTQ, raw reads': 'FASTQ（原始读段）',
  'an alignment of reads (SAM or BAM)': '读段比对（SAM 或 BAM）',
  'a trace of a sequencer': '测序仪峰图',
  'EMBL or Swiss-Prot': 'EMBL 或 Swiss-Prot',
  'a list of features or variants (GFF or VCF)': '特征或变异列表（GFF 或 VCF）',
  'a PDF': 'PDF 文件',
  'a spreadsheet': '电子表格',
  'a document of a word processor': '文字处理文档',
  'an Office file': 'Office 文件',
  'a web page': '网页',
  'a picture': '图片',
  'a tar archive': 'tar 归档',
  'packed with bzip2': 'bzip2 压缩文件',
  'packed with Zstandard': 'Zstandard 压缩文件',
  'a 7z archive': '7z 压缩包',
  'a RAR archive': 'RAR 压缩包',
  'no text': '非文本文件',
  'text without a FASTA header': '没有 FASTA 标题行的文本',
  'a table': '表格',
}

/** @param {string} text what reading a file found @returns {string|null} null where it has none in Chinese */
export function zhReading(text) {
  for (const [pattern, words] of SENTENCES) {
    const found = pattern.exec(text)
    if (found) return words.replace(/\{(\d)\}/g, (_, place) => KINDS[found[Number(place)]] ?? found[Number(place)])
  }
  return null
}
