//! The metadata packet (XMP): the claims to PDF/A-3a and PDF/UA-1, and once more what the file says about itself.

use super::finish::{Description, TOOL};

/// The whole packet; never compressed, so that a search through the bytes finds the identifier.
pub(super) fn packet(about: &Description) -> String {
    let date = about.created_at.format("%Y-%m-%dT%H:%M:%S+00:00");
    let claims = "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>";
    let dublin_core = format!(
        "<dc:format>application/pdf</dc:format><dc:identifier>{identifier}</dc:identifier>{title}{subject}\
         <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>",
        identifier = escape(&about.identifier),
        title = in_default_language("title", &about.title),
        subject = in_default_language("description", &about.subject),
        author = escape(&about.author),
        language = escape(&about.language),
    );
    let history = format!(
        "<xmp:CreatorTool>{TOOL}</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>\
         <xmp:MetadataDate>{date}</xmp:MetadataDate><pdf:Producer>{TOOL}</pdf:Producer><pdf:Keywords>{}</pdf:Keywords>",
        escape(&about.identifier)
    );
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" {NAMESPACES}>\n{claims}\n{dublin_core}\n{history}\n</rdf:Description>\n\
         {EXTENSION}\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}

const NAMESPACES: &str = "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
    xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
    xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"";

/// PDF/A demands a description of every schema it does not know itself: here, the one property of PDF/UA.
const EXTENSION: &str = "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
    xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
    <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
    <pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>Part of the standard the file conforms to</pdfaProperty:description>\
    </rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>";

fn in_default_language(property: &str, text: &str) -> String {
    format!("<dc:{property}><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:{property}>", escape(text))
}

fn escape(text: &str) -> String {
    // The packet stands unfiltered in the file: lenient readers would take these words for the end of its stream.
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace("endstream", "end&#115;tream").replace("endobj", "end&#111;bj")
}
