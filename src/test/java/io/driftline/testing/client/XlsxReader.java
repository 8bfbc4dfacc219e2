package io.driftline.testing.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a workbook holds, by the XML in it: ISO/IEC 29500, as far as tests need it. */
public final class XlsxReader {
    private final Map<String, Document> parts = new HashMap<>();
    private final List<String> texts;

    public XlsxReader(byte[] xlsx) {
        try {
            // By its directory, as spreadsheets read it: the sizes stand behind the parts.
            var file = Files.write(Files.createTempFile("workbook", ".xlsx"), xlsx);
            try (var zip = new ZipFile(file.toFile())) {
                for (var entry : Collections.list(zip.entries())) {
                    parts.put(entry.getName(), parsed(zip.getInputStream(entry).readAllBytes()));
                }
            }
            Files.delete(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        texts = elements(part("xl/sharedStrings.xml"), "si")
                .map(Element::getTextContent)
                .toList();
    }

    private static Document parsed(byte[] xml) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        } catch (ParserConfigurationException | SAXException broken) {
            throw new IOException(broken);
        }
    }

    private Document part(String name) {
        var part = parts.get(name);
        if (part == null) {
            throw new AssertionError(name + " is not among " + parts.keySet());
        }
        return part;
    }

    /** Of the sheets, in order. */
    public List<String> names() {
        return elements(part("xl/workbook.xml"), "sheet")
                .map(sheet -> sheet.getAttribute("name"))
                .toList();
    }

    /** The lines of a sheet, figures with {@code #} before them, empty cells as empty text up to the last that is none. */
    public List<List<String>> sheet(String name) {
        int number = names().indexOf(name) + 1;
        return elements(part("xl/worksheets/sheet" + number + ".xml"), "row")
                .map(this::line)
                .toList();
    }

    /** What elements of a sheet say in an attribute. */
    public List<String> said(String sheet, String element, String attribute) {
        int number = names().indexOf(sheet) + 1;
        return elements(part("xl/worksheets/sheet" + number + ".xml"), element)
                .map(each -> each.getAttribute(attribute))
                .toList();
    }

    /** In all sheets. */
    public long formulas() {
        return IntStream.rangeClosed(1, names().size())
                .mapToLong(number -> elements(part("xl/worksheets/sheet" + number + ".xml"), "f")
                        .count())
                .sum();
    }

    private List<String> line(Element row) {
        var cells = new ArrayList<String>();
        elements(row.getElementsByTagName("c")).forEach(cell -> {
            while (cells.size() < column(cell.getAttribute("r"))) {
                cells.add("");
            }
            cells.add(text(cell));
        });
        return cells;
    }

    /** From zero on, of a cell such as AB12. */
    private static int column(String cell) {
        return cell.chars().filter(Character::isLetter).reduce(0, (sum, letter) -> 26 * sum + letter - 'A' + 1) - 1;
    }

    private String text(Element cell) {
        var value = cell.getTextContent();
        return switch (cell.getAttribute("t")) {
            case "s" -> texts.get(Integer.parseInt(value));
            case "inlineStr", "str" -> value;
            default -> "#" + value;
        };
    }

    private static Stream<Element> elements(Document part, String name) {
        return elements(part.getElementsByTagName(name));
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast);
    }
}
