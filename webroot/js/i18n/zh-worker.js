// @ts-check
// 计算节点只用英文说明；此处为其中文说法。{} 依次为英文句子中的数值或名称。

/** @type {[RegExp, string][]} */
const SENTENCES = [
  [
    /^letter (.+) at column (\d+) is not an (?:IUPAC nucleotide|amino acid) code$/,
    '第 {2} 位的“{1}”不是氨基酸或碱基代码',
  ],
  [
    /^(\d+) letters are too short for HA1; at least (\d+) residues or (\d+) nucleotides are needed$/,
    '仅 {1} 个字符，不足以覆盖 HA1；至少需要 {2} 个残基或 {3} 个碱基',
  ],
  [
    /^(\d+) letters are too many for one HA; at most (\d+) are read$/,
    '共 {1} 个字符，超过一条 HA 序列的上限（{2} 个）',
  ],
  [/^the sequence is about as near to two subtypes; expected HA of (.+)$/, '与两个亚型的相似程度相当；应为 {1} 的 HA'],
  [
    /^the sequence is nearer to another than to (\S+); expected HA of (.+)$/,
    '与其他亚型比与 {1} 更接近；应为 {2} 的 HA',
  ],
  [
    /^(\d+) of (\d+) HA1 sites are unknown \(missing or X\); at most (\S+) may be$/,
    '{2} 个 HA1 位点中有 {1} 个未知（缺失或 X），最多允许 {3}',
  ],
  [
    /^(\d+) of (\d+) HA1 sites are unknown \(nucleotides missing, or codons that N or mixed bases leave undecided\); at most (\S+) may be$/,
    '核苷酸序列的 {2} 个 HA1 位点中有 {1} 个未知（碱基缺失，或含 N、混合碱基而无法确定的密码子），最多允许 {3}',
  ],
  [
    /^(\d+) of (\d+) HA1 residues are unknown \(X or undecided codons\); at most (\S+) may be$/,
    '{2} 个 HA1 残基中有 {1} 个未知（X 或无法确定的密码子），最多允许 {3}',
  ],
  [/^no residue is known; HA1 of (.+) is expected$/, '没有任何已知残基；应为 {1} 的 HA1'],
  [
    /^only (\d+) of (\d+) (\S+) HA1 sites are covered; at least (\S+) are needed$/,
    '{3} 的 {2} 个 HA1 位点仅覆盖 {1} 个，至少需要 {4}',
  ],
  [
    /^stop (?:codon )?(\S+) inside HA1; expected an open reading frame$/,
    'HA1 内部出现终止密码子（{1}）；应为完整的阅读框',
  ],
  [
    /^the reading frame changes near column (\d+) \((\d+) bases? extra\); expected one open reading frame$/,
    '阅读框在第 {1} 位附近移位（多 {2} 个碱基）；应为完整的阅读框',
  ],
  [
    /^the reading frame changes near column (\d+) \((\d+) bases? missing\); expected one open reading frame$/,
    '阅读框在第 {1} 位附近移位（少 {2} 个碱基）；应为完整的阅读框',
  ],
  [
    /^nothing in it resembles HA1 of (.+); HA of one of them is expected$/,
    '与 {1} 的 HA1 均无相似之处；请提供其中一种亚型的 HA',
  ],
  [
    /^no HA of (.+): the nearest, (\S+), agrees in (\S+) of HA1; at least (\S+) is expected$/,
    '不是 {1} 的 HA：与最接近的 {2} 相比，HA1 一致度仅 {3}，至少应为 {4}',
  ],
  [
    /^no HA of (\S+): it agrees in (\S+) of HA1; at least (\S+) is expected$/,
    '不是 {1} 的 HA：HA1 一致度仅 {2}，至少应为 {3}',
  ],
  [/^(\S+); the other is (\S+)$/, '该序列为 {1}，另一条为 {2}'],
  [
    /^The HA1 sequences are identical wherever both are known: taken as no variant, distance 0$/,
    '两条 HA1 序列在均已知的位点上完全相同：判为非变异，距离为 0',
  ],
  [/^Only (\d+) of (\d+) HA1 sites are known in both sequences$/, '{2} 个 HA1 位点中仅 {1} 个在两条序列中均已知'],
  [/^No HA1 site is known in both sequences$/, '没有在两条序列中均已知的 HA1 位点'],
  [
    /^Probability (\S+) and distance (\S+) log2 fall on different sides of the threshold$/,
    '概率 {1} 与抗原距离 {2} log2 分处阈值两侧',
  ],
  [
    /^(.+) is (\S+), (.+) is (\S+); antigenic distance is measured within a subtype$/,
    '{1} 为 {2}，{3} 为 {4}；抗原距离只能在同一亚型内比较',
  ],
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
  [/^The model was not trained for (\S+)$/, '该模型未用 {1} 训练'],
  [
    /^(.+) was not trained for (\S+) with (\S+); for \S+ it knows (.+)\.$/,
    '{1} 未用 {2} 与编码 {3} 训练；{2} 可用的编码：{4}。',
  ],
  [/^(.+) was not trained for (\S+); it knows (.+)\.$/, '{1} 未用 {2} 训练；可用的亚型：{3}。'],
]

/** 文件的种类，如 Java 中 input.Format 所称。 @type {Record<string, string>} */
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

/** “H1N1, H3N2 or H5N1”用中文列出。 @param {string} text */
const listed = text =>
  /^H\d+(N\d+)?(, H\d+(N\d+)?)* or H\d+(N\d+)?$/.test(text) ? text.replaceAll(', ', '、').replace(' or ', ' 或 ') : text

/** @param {string} text a worker's sentence, perhaps behind a strain's name @returns {string|null} null where it has none in Chinese */
export function zhWorker(text) {
  for (const [pattern, words] of SENTENCES) {
    const found = pattern.exec(text)
    if (found)
      return words.replace(/\{(\d)\}/g, (_, place) => KINDS[found[Number(place)]] ?? listed(found[Number(place)]))
  }
  for (let colon = text.indexOf(': '); colon > 0; colon = text.indexOf(': ', colon + 1)) {
    const rest = zhWorker(text.slice(colon + 2))
    if (rest) return `${text.slice(0, colon)}：${rest}`
  }
  return null
}
