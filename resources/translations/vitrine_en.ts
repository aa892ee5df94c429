<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>vitrine::ui::ExportDialog</name>
    <message numerus="yes">
        <source>%n item(s) ticked.</source>
        <translation>
            <numerusform>%n item ticked.</numerusform>
            <numerusform>%n items ticked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LeftOutFiles</name>
    <message numerus="yes">
        <source>%n file(s) left out</source>
        <translation>
            <numerusform>%n file left out</numerusform>
            <numerusform>%n files left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::RunSheet</name>
    <message numerus="yes">
        <source>%n check(s) will run</source>
        <translation>
            <numerusform>%n check will run</numerusform>
            <numerusform>%n checks will run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot</source>
        <translation>
            <numerusform>%n cannot</numerusform>
            <numerusform>%n cannot</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SessionControl</name>
    <message numerus="yes">
        <source>%n file(s) of the session are missing: %1</source>
        <translation>
            <numerusform>%n file of the session is missing: %1</numerusform>
            <numerusform>%n files of the session are missing: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There is work of %n more.</source>
        <translation>
            <numerusform>There is work of %n more.</numerusform>
            <numerusform>There is work of %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::VitrineWindow</name>
    <message numerus="yes">
        <source>%n item(s) in %1</source>
        <translation>
            <numerusform>%n item in %1</numerusform>
            <numerusform>%n items in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied as BibTeX: %n source(s)</source>
        <translation>
            <numerusform>Copied as BibTeX: %n source</numerusform>
            <numerusform>Copied as BibTeX: %n sources</numerusform>
        </translation>
    </message>
</context>
</TS>
