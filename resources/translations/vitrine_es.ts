<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES" sourcelanguage="en">
<context>
    <name>CheckState</name>
    <message>
        <source>Not run</source>
        <translation>Sin ejecutar</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>En cola</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>En curso</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Correcto</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Advertencias</translation>
    </message>
    <message>
        <source>Could not be measured</source>
        <translation>No se pudo medir</translation>
    </message>
    <message>
        <source>Does not apply</source>
        <translation>No procede</translation>
    </message>
    <message>
        <source>Out of date</source>
        <translation>Desactualizado</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelado</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;Open map ...</source>
        <translation>&amp;Abrir mapa ...</translation>
    </message>
    <message>
        <source>Open a map, alone or with its half maps and mask</source>
        <translation>Abrir un mapa, solo o con sus semimapas y su máscara</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Open fol&amp;der ...</source>
        <translation>Abrir &amp;carpeta ...</translation>
    </message>
    <message>
        <source>Open what a RELION or cryoSPARC job or an EMDB entry left: every role is found</source>
        <translation>Abrir lo que dejó un trabajo de RELION o cryoSPARC o una entrada de EMDB: se reconoce el papel de cada archivo</translation>
    </message>
    <message>
        <source>Open the built-in &amp;example</source>
        <translation>Abrir el &amp;ejemplo incluido</translation>
    </message>
    <message>
        <source>A deposited map to try everything with</source>
        <translation>Un mapa depositado para probarlo todo</translation>
    </message>
    <message>
        <source>Open &amp;FSC curves ...</source>
        <translation>Abrir curvas &amp;FSC ...</translation>
    </message>
    <message>
        <source>Curves of other programs, shown beside those of the half maps</source>
        <translation>Curvas de otros programas, junto a las de los semimapas</translation>
    </message>
    <message>
        <source>&amp;Close map</source>
        <translation>Ce&amp;rrar mapa</translation>
    </message>
    <message>
        <source>Save &amp;image ...</source>
        <translation>Guardar &amp;imagen ...</translation>
    </message>
    <message>
        <source>Save the surface or a slice as a picture of any size</source>
        <translation>Guardar la superficie o un corte como imagen de cualquier tamaño</translation>
    </message>
    <message>
        <source>&amp;Preferences ...</source>
        <translation>&amp;Preferencias ...</translation>
    </message>
    <message>
        <source>Threads and memory</source>
        <translation>Hilos y memoria</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Deshacer</translation>
    </message>
    <message>
        <source>Take back the last change of level, views or parameters</source>
        <translation>Deshacer el último cambio de nivel, vistas o parámetros</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rehacer</translation>
    </message>
    <message>
        <source>Do again what was taken back</source>
        <translation>Volver a hacer lo que se deshizo</translation>
    </message>
    <message>
        <source>&amp;Z slice alone</source>
        <translation>Solo el corte &amp;Z</translation>
    </message>
    <message>
        <source>The Z slice in the whole place; again: all views</source>
        <translation>El corte Z en todo el espacio; otra vez: todas las vistas</translation>
    </message>
    <message>
        <source>&amp;Y slice alone</source>
        <translation>Solo el corte &amp;Y</translation>
    </message>
    <message>
        <source>&amp;X slice alone</source>
        <translation>Solo el corte &amp;X</translation>
    </message>
    <message>
        <source>&amp;Surface alone</source>
        <translation>Solo la &amp;superficie</translation>
    </message>
    <message>
        <source>&amp;Automatic contrast</source>
        <translation>Contraste &amp;automático</translation>
    </message>
    <message>
        <source>Grey range from the map&apos;s values</source>
        <translation>Intervalo de grises según los valores del mapa</translation>
    </message>
    <message>
        <source>&amp;Contrast ...</source>
        <translation>&amp;Contraste ...</translation>
    </message>
    <message>
        <source>Type the values shown black and white</source>
        <translation>Escribir los valores que se muestran en negro y en blanco</translation>
    </message>
    <message>
        <source>&amp;Fit all views</source>
        <translation>&amp;Encuadrar todas las vistas</translation>
    </message>
    <message>
        <source>Undo zoom and shift in every view</source>
        <translation>Quitar el aumento y el desplazamiento de todas las vistas</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>Pantalla &amp;completa</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>&amp;Restablecer disposición</translation>
    </message>
    <message>
        <source>Docks and views back to where they were at first</source>
        <translation>Paneles y vistas como al principio</translation>
    </message>
    <message>
        <source>Along &amp;Z</source>
        <translation>A lo largo de &amp;Z</translation>
    </message>
    <message>
        <source>Seen from the end of the Z axis, as the report&apos;s third view</source>
        <translation>Vista desde el extremo del eje Z, como la tercera vista del informe</translation>
    </message>
    <message>
        <source>Along &amp;X</source>
        <translation>A lo largo de &amp;X</translation>
    </message>
    <message>
        <source>Seen from the end of the X axis, as the report&apos;s first view</source>
        <translation>Vista desde el extremo del eje X, como la primera vista del informe</translation>
    </message>
    <message>
        <source>Along &amp;Y</source>
        <translation>A lo largo de &amp;Y</translation>
    </message>
    <message>
        <source>Seen from the end of the Y axis, as the report&apos;s second view</source>
        <translation>Vista desde el extremo del eje Y, como la segunda vista del informe</translation>
    </message>
    <message>
        <source>Along Z from the other side</source>
        <translation>A lo largo de Z desde el otro lado</translation>
    </message>
    <message>
        <source>Along X from the other side</source>
        <translation>A lo largo de X desde el otro lado</translation>
    </message>
    <message>
        <source>Along Y from the other side</source>
        <translation>A lo largo de Y desde el otro lado</translation>
    </message>
    <message>
        <source>As the &amp;slice</source>
        <translation>Como el cor&amp;te</translation>
    </message>
    <message>
        <source>Turned as the slice that was used last shows the map</source>
        <translation>Girada como muestra el mapa el último corte usado</translation>
    </message>
    <message>
        <source>Centre on the c&amp;rosshair</source>
        <translation>Centrar en la c&amp;ruz</translation>
    </message>
    <message>
        <source>The place of the crosshair in the middle; the surface turns about it</source>
        <translation>El lugar de la cruz en el centro; la superficie gira alrededor de él</translation>
    </message>
    <message>
        <source>Store view 1</source>
        <translation>Guardar vista 1</translation>
    </message>
    <message>
        <source>Remember how the surface is seen</source>
        <translation>Recordar cómo se ve la superficie</translation>
    </message>
    <message>
        <source>Store view 2</source>
        <translation>Guardar vista 2</translation>
    </message>
    <message>
        <source>Store view 3</source>
        <translation>Guardar vista 3</translation>
    </message>
    <message>
        <source>Store view 4</source>
        <translation>Guardar vista 4</translation>
    </message>
    <message>
        <source>View 1</source>
        <translation>Vista 1</translation>
    </message>
    <message>
        <source>Go back to the view that was stored</source>
        <translation>Volver a la vista guardada</translation>
    </message>
    <message>
        <source>View 2</source>
        <translation>Vista 2</translation>
    </message>
    <message>
        <source>View 3</source>
        <translation>Vista 3</translation>
    </message>
    <message>
        <source>View 4</source>
        <translation>Vista 4</translation>
    </message>
    <message>
        <source>&amp;Hide dust</source>
        <translation>&amp;Ocultar polvo</translation>
    </message>
    <message>
        <source>Hide components smaller than the size in the dock Surface</source>
        <translation>Ocultar los componentes menores que el tamaño del panel Superficie</translation>
    </message>
    <message>
        <source>&amp;Keep only the picked component</source>
        <translation>Dejar &amp;solo el componente elegido</translation>
    </message>
    <message>
        <source>Ctrl and a click on the surface or a slice picks one</source>
        <translation>Ctrl y un clic en la superficie o en un corte eligen uno</translation>
    </message>
    <message>
        <source>Show &amp;all components</source>
        <translation>&amp;Mostrar todos los componentes</translation>
    </message>
    <message>
        <source>&amp;Clip box</source>
        <translation>Caja de re&amp;corte</translation>
    </message>
    <message>
        <source>Show a part of the box only</source>
        <translation>Mostrar solo una parte de la caja</translation>
    </message>
    <message>
        <source>Whole &amp;box</source>
        <translation>Caja &amp;entera</translation>
    </message>
    <message>
        <source>Take the clip box away</source>
        <translation>Quitar la caja de recorte</translation>
    </message>
    <message>
        <source>Show the atomic &amp;model</source>
        <translation>Mostrar el mo&amp;delo atómico</translation>
    </message>
    <message>
        <source>The backbone of the model that was opened with the map</source>
        <translation>El esqueleto del modelo abierto con el mapa</translation>
    </message>
    <message>
        <source>Show the slices&apos; crosshair</source>
        <translation>Mostrar la cruz de los cortes</translation>
    </message>
    <message>
        <source>A small cross in the surface where the slices meet</source>
        <translation>Una cruz pequeña en la superficie donde se encuentran los cortes</translation>
    </message>
    <message>
        <source>Save the visible map ...</source>
        <translation>Guardar el mapa visible ...</translation>
    </message>
    <message>
        <source>The map with 0 outside what is shown</source>
        <translation>El mapa con 0 fuera de lo que se muestra</translation>
    </message>
    <message>
        <source>Save the visible mas&amp;k ...</source>
        <translation>Guardar la máscara visi&amp;ble ...</translation>
    </message>
    <message>
        <source>What is shown as a mask of 0 and 1</source>
        <translation>Lo que se muestra, como máscara de 0 y 1</translation>
    </message>
    <message>
        <source>C&amp;opy image</source>
        <translation>Copiar ima&amp;gen</translation>
    </message>
    <message>
        <source>The view that was used last as it is seen, to the clipboard</source>
        <translation>La última vista usada, tal como se ve, al portapapeles</translation>
    </message>
    <message>
        <source>&amp;Lower level</source>
        <translation>&amp;Bajar el nivel</translation>
    </message>
    <message>
        <source>Lower the contour level by one step</source>
        <translation>Bajar un paso el nivel de contorno</translation>
    </message>
    <message>
        <source>&amp;Higher level</source>
        <translation>&amp;Subir el nivel</translation>
    </message>
    <message>
        <source>Raise the contour level by one step</source>
        <translation>Subir un paso el nivel de contorno</translation>
    </message>
    <message>
        <source>Crosshair to the &amp;centre</source>
        <translation>Cruz al &amp;centro</translation>
    </message>
    <message>
        <source>&amp;Run checks</source>
        <translation>&amp;Ejecutar comprobaciones</translation>
    </message>
    <message>
        <source>Run the ticked checks</source>
        <translation>Ejecutar las comprobaciones marcadas</translation>
    </message>
    <message>
        <source>Run checks</source>
        <translation>Ejecutar</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Detener</translation>
    </message>
    <message>
        <source>Stop what is running; finished results stay</source>
        <translation>Detener lo que está en curso; los resultados terminados se conservan</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Tick &amp;all</source>
        <translation>Marcar &amp;todas</translation>
    </message>
    <message>
        <source>Tick &amp;none</source>
        <translation>No marcar &amp;ninguna</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Informe</translation>
    </message>
    <message>
        <source>&amp;Help on this</source>
        <translation>&amp;Ayuda sobre esto</translation>
    </message>
    <message>
        <source>The page about the part of the window that has the keyboard</source>
        <translation>La página sobre la parte de la ventana que tiene el teclado</translation>
    </message>
    <message>
        <source>&amp;Contents</source>
        <translation>&amp;Contenido</translation>
    </message>
    <message>
        <source>All pages of the built-in help</source>
        <translation>Todas las páginas de la ayuda incluida</translation>
    </message>
    <message>
        <source>&amp;What&apos;s this?</source>
        <translation>¿&amp;Qué es esto?</translation>
    </message>
    <message>
        <source>Then click a number to read what it means</source>
        <translation>Después, un clic en un número dice qué significa</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>Atajos de &amp;teclado</translation>
    </message>
    <message>
        <source>Copy citations of this chec&amp;k</source>
        <translation>Copiar las citas de esta comp&amp;robación</translation>
    </message>
    <message>
        <source>The sources of the selected check, as BibTeX</source>
        <translation>Las fuentes de la comprobación seleccionada, como BibTeX</translation>
    </message>
    <message>
        <source>Copy a&amp;ll citations</source>
        <translation>Copiar todas las c&amp;itas</translation>
    </message>
    <message>
        <source>The sources of all checks, as BibTeX</source>
        <translation>Las fuentes de todas las comprobaciones, como BibTeX</translation>
    </message>
    <message>
        <source>&amp;About Vitrine</source>
        <translation>Acerca de &amp;Vitrine</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Edición</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Surface</source>
        <translation>&amp;Superficie</translation>
    </message>
    <message>
        <source>&amp;Map</source>
        <translation>&amp;Mapa</translation>
    </message>
    <message>
        <source>&amp;Checks</source>
        <translation>&amp;Comprobaciones</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>&amp;Informe</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>Ve&amp;ntana</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation>Barra de herramientas</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>Abrir &amp;reciente</translation>
    </message>
    <message>
        <source>Open sess&amp;ion ...</source>
        <translation>Abrir &amp;sesión ...</translation>
    </message>
    <message>
        <source>A session brings back files, level, views, results</source>
        <translation>Una sesión recupera archivos, nivel, vistas y resultados</translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation>&amp;Guardar sesión</translation>
    </message>
    <message>
        <source>Keep files, level, views and results in one file</source>
        <translation>Guardar archivos, nivel, vistas y resultados en un solo archivo</translation>
    </message>
    <message>
        <source>Save session &amp;as ...</source>
        <translation>Guardar sesión &amp;como ...</translation>
    </message>
    <message>
        <source>Keep them under another name</source>
        <translation>Guardarlos con otro nombre</translation>
    </message>
    <message>
        <source>&amp;Projections</source>
        <translation>&amp;Proyecciones</translation>
    </message>
    <message>
        <source>Slices show the mean of the map along their axis</source>
        <translation>Los cortes muestran la media del mapa a lo largo de su eje</translation>
    </message>
    <message>
        <source>&amp;Grid on the slices</source>
        <translation>&amp;Cuadrícula en los cortes</translation>
    </message>
    <message>
        <source>Lines every 10, 50 or 100 voxels, labelled in angstroms</source>
        <translation>Líneas cada 10, 50 o 100 vóxeles, rotuladas en ångströms</translation>
    </message>
    <message>
        <source>C&amp;olour by another map ...</source>
        <translation>C&amp;olorear según otro mapa ...</translation>
    </message>
    <message>
        <source>Open a local-resolution or any other map of the same box to colour by</source>
        <translation>Abrir un mapa de resolución local, o cualquier otro de la misma caja, para colorear</translation>
    </message>
    <message>
        <source>Slices of largest &amp;variance</source>
        <translation>Cortes de mayor &amp;varianza</translation>
    </message>
    <message>
        <source>The slices the report shows of the map</source>
        <translation>Los cortes que el informe muestra del mapa</translation>
    </message>
    <message>
        <source>Crosshair to the l&amp;argest value</source>
        <translation>Cruz al v&amp;alor mayor</translation>
    </message>
    <message>
        <source>Crosshair to the centre of &amp;mass</source>
        <translation>Cruz al centro de &amp;masas</translation>
    </message>
    <message>
        <source>Of the density at or above the contour level</source>
        <translation>De la densidad que alcanza el nivel de contorno</translation>
    </message>
    <message>
        <source>Stop the se&amp;lected check</source>
        <translation>Detener la comprobación se&amp;leccionada</translation>
    </message>
    <message>
        <source>The others go on</source>
        <translation>Las demás siguen</translation>
    </message>
    <message>
        <source>&amp;Next warning</source>
        <translation>Advertencia &amp;siguiente</translation>
    </message>
    <message>
        <source>Show the place of the next warning of all checks</source>
        <translation>Mostrar el lugar de la siguiente advertencia de todas las comprobaciones</translation>
    </message>
    <message>
        <source>&amp;Previous warning</source>
        <translation>Advertencia &amp;anterior</translation>
    </message>
    <message>
        <source>Show the place of the warning before</source>
        <translation>Mostrar el lugar de la advertencia de antes</translation>
    </message>
    <message>
        <source>Compare &amp;with ...</source>
        <translation>Co&amp;mparar con ...</translation>
    </message>
    <message>
        <source>Another map, session or report beside this one: views, curves, every number</source>
        <translation>Otro mapa, sesión o informe junto a este: vistas, curvas, todas las cifras</translation>
    </message>
    <message>
        <source>&amp;Export ...</source>
        <translation>&amp;Exportar ...</translation>
    </message>
    <message>
        <source>Write report, results, tables, FSC curves, picture, maps</source>
        <translation>Escribir informe, resultados, tablas, curvas FSC, imagen, mapas</translation>
    </message>
    <message>
        <source>Export &amp;again</source>
        <translation>Exportar de &amp;nuevo</translation>
    </message>
    <message>
        <source>Write the same files as before over those of this map</source>
        <translation>Escribir los mismos archivos que antes sobre los de este mapa</translation>
    </message>
</context>
<context>
    <name>CompareTable</name>
    <message>
        <source>Not listed</source>
        <translation>No figura</translation>
    </message>
    <message>
        <source>A lacks the numbers of %1.</source>
        <translation>A no tiene las cifras de %1.</translation>
    </message>
    <message>
        <source>B lacks the numbers of %1.</source>
        <translation>B no tiene las cifras de %1.</translation>
    </message>
    <message>
        <source>Neither side has results of a check: only the files are compared. Run checks of A in the main window, then the same ones of B here.</source>
        <translation>Ningún lado tiene resultados de comprobaciones: solo se comparan los archivos. Ejecute comprobaciones de A en la ventana principal y después las mismas de B aquí.</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 advertencia</translation>
    </message>
    <message>
        <source>%1 warnings</source>
        <translation>%1 advertencias</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Classic rainbow</source>
        <translation>Arcoíris clásico</translation>
    </message>
    <message>
        <source>Blue-white-red</source>
        <translation>Azul-blanco-rojo</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>there is not enough memory; close other programs or raise the limit in the preferences</source>
        <translation>no hay memoria suficiente; cierre otros programas o suba el límite en las preferencias</translation>
    </message>
    <message>
        <source>unknown failure</source>
        <translation>fallo desconocido</translation>
    </message>
</context>
<context>
    <name>SessionLock</name>
    <message>
        <source>process %1 on %2</source>
        <translation>proceso %1 en %2</translation>
    </message>
</context>
<context>
    <name>SlicePaint</name>
    <message>
        <source>no value</source>
        <translation>sin valor</translation>
    </message>
</context>
<context>
    <name>Surface</name>
    <message>
        <source>No voxel reaches the level</source>
        <translation>Ningún vóxel alcanza el nivel</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>sin valor</translation>
    </message>
</context>
<context>
    <name>ViewKeeper</name>
    <message>
        <source>Level</source>
        <translation>Nivel</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Cruz</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Contraste</translation>
    </message>
    <message>
        <source>Shown views</source>
        <translation>Vistas mostradas</translation>
    </message>
    <message>
        <source>Projections</source>
        <translation>Proyecciones</translation>
    </message>
    <message>
        <source>Slice grid</source>
        <translation>Cuadrícula de los cortes</translation>
    </message>
    <message>
        <source>Colour scale</source>
        <translation>Escala de colores</translation>
    </message>
    <message>
        <source>Surface colour</source>
        <translation>Color de la superficie</translation>
    </message>
    <message>
        <source>Overlays</source>
        <translation>Superposiciones</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Cámara</translation>
    </message>
    <message>
        <source>Clip box</source>
        <translation>Caja de recorte</translation>
    </message>
    <message>
        <source>Hidden dust</source>
        <translation>Polvo oculto</translation>
    </message>
    <message>
        <source>Component shown alone</source>
        <translation>Componente mostrado solo</translation>
    </message>
    <message>
        <source>Model shown</source>
        <translation>Modelo mostrado</translation>
    </message>
    <message>
        <source>Stored views</source>
        <translation>Vistas guardadas</translation>
    </message>
    <message>
        <source>Accepted warning</source>
        <translation>Advertencia aceptada</translation>
    </message>
</context>
<context>
    <name>WhatsThis</name>
    <message>
        <source>Contour level: the surface encloses all voxels with at least this value, in the map&apos;s own units.</source>
        <translation>Nivel de contorno: la superficie encierra todos los vóxeles que tienen al menos este valor, en las unidades del propio mapa.</translation>
    </message>
    <message>
        <source>The level in standard deviations above the mean of all voxels of the map. It depends on the size of the box: compare it only between maps of one box.</source>
        <translation>El nivel en desviaciones típicas por encima de la media de todos los vóxeles del mapa. Depende del tamaño de la caja: compárelo solo entre mapas de una misma caja.</translation>
    </message>
    <message>
        <source>The share of all voxels that lie below the level.</source>
        <translation>La fracción de todos los vóxeles que quedan por debajo del nivel.</translation>
    </message>
    <message>
        <source>How many voxels reach the level.</source>
        <translation>Cuántos vóxeles alcanzan el nivel.</translation>
    </message>
    <message>
        <source>Voxels that reach the level, times the volume of a voxel.</source>
        <translation>Los vóxeles que alcanzan el nivel, por el volumen de un vóxel.</translation>
    </message>
    <message>
        <source>The mass of protein that would fill the enclosed volume: 1.207 cubic angstroms per dalton, 1.35 g per cubic centimetre. Compare it with the mass you expect.</source>
        <translation>La masa de proteína que llenaría el volumen encerrado: 1,207 ångströms cúbicos por dalton, 1,35 g por centímetro cúbico. Compárela con la masa esperada.</translation>
    </message>
    <message>
        <source>The mass divided by 110 daltons, the mean of an amino acid residue.</source>
        <translation>La masa dividida entre 110 daltons, la media de un residuo de aminoácido.</translation>
    </message>
    <message>
        <source>Connected pieces at this level: voxels that touch by face, edge or corner belong together.</source>
        <translation>Piezas conexas a este nivel: van juntos los vóxeles que se tocan por una cara, una arista o un vértice.</translation>
    </message>
    <message>
        <source>The share of the enclosed voxels that belong to the largest connected piece. The rest is dust or separate parts.</source>
        <translation>La fracción de los vóxeles encerrados que pertenece a la mayor pieza conexa. El resto es polvo o partes separadas.</translation>
    </message>
    <message>
        <source>The resolution its authors report for the map. Checks that compare with it need it; nothing is derived from it otherwise.</source>
        <translation>La resolución que los autores declaran para el mapa. La necesitan las comprobaciones que comparan con ella; no se deduce de ella nada más.</translation>
    </message>
    <message>
        <source>The edge of a voxel. All lengths, volumes, masses and resolutions scale with it.</source>
        <translation>La arista de un vóxel. Todas las longitudes, volúmenes, masas y resoluciones cambian de escala con ella.</translation>
    </message>
    <message>
        <source>Voxel, position from voxel (0, 0, 0) and value under the pointer or at the crosshair.</source>
        <translation>Vóxel, posición desde el vóxel (0, 0, 0) y valor bajo el puntero o en la cruz.</translation>
    </message>
    <message>
        <source>How many of the checks that could be judged found nothing to warn of, and the range of all resolutions they measured.</source>
        <translation>Cuántas de las comprobaciones que se pudieron juzgar no encontraron nada que advertir, y el intervalo de todas las resoluciones medidas.</translation>
    </message>
    <message>
        <source>Read more</source>
        <translation>Leer más</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>Explanation</source>
        <translation>Explicación</translation>
    </message>
    <message>
        <source>Criteria</source>
        <translation>Criterios</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>Observations</source>
        <translation>Observaciones</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Qué hacer</translation>
    </message>
    <message>
        <source>Citation</source>
        <translation>Cita</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parámetros</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Advertencias</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>En curso</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Correcto</translation>
    </message>
    <message>
        <source>Could not be measured</source>
        <translation>No se pudo medir</translation>
    </message>
    <message>
        <source>Does not apply</source>
        <translation>No procede</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelado</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>Parámetro</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Por defecto</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Significado</translation>
    </message>
    <message>
        <source>Mass analysis</source>
        <translation>Análisis de masas</translation>
    </message>
    <message>
        <source>Is the particle in the middle of its box, and is there enough empty space around it? Particle images are blurred by the microscope&apos;s contrast transfer function, which spreads fine detail over some distance; a box that ends too close to the particle cuts this signal off. The constructed mask (the largest object above the threshold, grown by 2 A) gives the empty space on each side and how far its bounding box is off the origin voxel floor(N/2). The centre of mass is taken over the largest object alone, with the density above the mean of the background as weight.</source>
        <translation>¿Está la partícula en el centro de su caja y hay suficiente espacio vacío alrededor? La función de transferencia de contraste del microscopio emborrona las imágenes de las partículas y reparte el detalle fino a cierta distancia; una caja que termina demasiado cerca de la partícula corta esa señal. La máscara construida (el mayor objeto por encima del umbral, ampliado 2 A) da el espacio vacío en cada lado y cuánto se aparta su caja envolvente del vóxel de origen floor(N/2). El centro de masas se toma solo sobre el mayor objeto, con la densidad por encima de la media del fondo como peso.</translation>
    </message>
    <message>
        <source>A warning for each axis whose bounding box is off centre by more than 20 % (twice the offset over the box edge), for each side with less than 20 A of empty space, and for each axis whose centre of mass is off by more than 20 % of the box edge. Space between 20 A and 30 A is mentioned but not counted.</source>
        <translation>Una advertencia por cada eje cuya caja envolvente esté descentrada más del 20 % (el doble del desplazamiento entre la arista de la caja), por cada lado con menos de 20 A de espacio vacío y por cada eje cuyo centro de masas se aparte más del 20 % de la arista de la caja. El espacio entre 20 A y 30 A se menciona, pero no cuenta.</translation>
    </message>
    <message>
        <source>Re-extract the particles in a larger box or re-centre them. For a focused refinement or a sub-volume of a larger map these warnings are expected. If the mask touches the face of the box, check first that the threshold does not select noise.</source>
        <translation>Vuelva a extraer las partículas en una caja mayor o a centrarlas. En un refinamiento local o en un subvolumen de un mapa mayor estas advertencias son de esperar. Si la máscara toca la cara de la caja, compruebe primero que el umbral no seleccione ruido.</translation>
    </message>
    <message>
        <source>least empty space on each side, A</source>
        <translation>mínimo espacio vacío en cada lado, Å</translation>
    </message>
    <message>
        <source>largest decentering of box and centre of mass, %</source>
        <translation>máximo descentrado de la caja y del centro de masas, %</translation>
    </message>
    <message>
        <source>acceleration voltage, for the CTF delocalisation</source>
        <translation>voltaje de aceleración, para la deslocalización de la CTF</translation>
    </message>
    <message>
        <source>typical defocus, for the CTF delocalisation, A</source>
        <translation>desenfoque típico, para la deslocalización de la CTF, Å</translation>
    </message>
    <message>
        <source>Mask analysis</source>
        <translation>Análisis de la máscara</translation>
    </message>
    <message>
        <source>At the suggested threshold, is most of the selected volume one connected object? The raw mask holds all voxels that reach the threshold; it is cut into connected components (26 neighbours), listed by size until 95 % of its volume is reached. The constructed mask, used by the other checks, is the largest component grown by 2 A; the overlap is the share of the raw mask it covers. The table says how much mass each threshold would enclose.</source>
        <translation>Con el umbral sugerido, ¿es la mayor parte del volumen seleccionado un solo objeto conexo? La máscara bruta contiene todos los vóxeles que alcanzan el umbral; se divide en componentes conexos (26 vecinos), enumerados por tamaño hasta llegar al 95 % de su volumen. La máscara construida, que usan las demás comprobaciones, es el mayor componente ampliado 2 A; el solapamiento es la fracción de la máscara bruta que cubre. La tabla dice cuánta masa encerraría cada umbral.</translation>
    </message>
    <message>
        <source>A warning if more than 5 components are needed for 95 % of the raw mask, if more than 10 % of it lies outside the largest component, if the mean volume of the remaining components exceeds one resolution element (a sphere whose diameter is the reported resolution, or 4 voxels without one), if the overlap is below 0.75, if more than half of the box is selected, or if the threshold is 0 or negative. A threshold chosen by the program is not judged.</source>
        <translation>Una advertencia si hacen falta más de 5 componentes para el 95 % de la máscara bruta, si más del 10 % de ella queda fuera del mayor componente, si el volumen medio de los demás componentes supera un elemento de resolución (una esfera cuyo diámetro es la resolución declarada, o 4 vóxeles si no la hay), si el solapamiento es menor que 0,75, si se selecciona más de la mitad de la caja o si el umbral es 0 o negativo. Un umbral elegido por el programa no se juzga.</translation>
    </message>
    <message>
        <source>If the mask falls apart or holds many grains of noise, raise the threshold; if parts of the molecule are missing, lower it. Compare the enclosed mass with the mass you expect.</source>
        <translation>Si la máscara se deshace o contiene muchos granos de ruido, suba el umbral; si faltan partes de la molécula, bájelo. Compare la masa encerrada con la masa esperada.</translation>
    </message>
    <message>
        <source>what the molecule is made of: protein, nucleic or mixed</source>
        <translation>de qué está hecha la molécula: proteína (protein), ácido nucleico (nucleic) o mezcla (mixed)</translation>
    </message>
    <message>
        <source>how far the constructed mask reaches beyond the largest component, A</source>
        <translation>cuánto sobresale la máscara construida del mayor componente, Å</translation>
    </message>
    <message>
        <source>standard deviation of the soft edge, A; 0: two voxels</source>
        <translation>desviación típica del borde suave, Å; 0: dos vóxeles</translation>
    </message>
    <message>
        <source>most components for 95 % of the raw mask</source>
        <translation>máximo de componentes para el 95 % de la máscara bruta</translation>
    </message>
    <message>
        <source>largest share of the raw mask outside its largest component, %</source>
        <translation>máxima fracción de la máscara bruta fuera de su mayor componente, %</translation>
    </message>
    <message>
        <source>least overlap of raw and constructed mask</source>
        <translation>mínimo solapamiento de la máscara bruta y la construida</translation>
    </message>
    <message>
        <source>Background analysis</source>
        <translation>Análisis del fondo</translation>
    </message>
    <message>
        <source>Is the density outside the molecule noise with zero mean and without outliers? With up to 10^9 voxels any mean is &quot;significantly&quot; different from 0, and neighbouring voxels are not independent; so the size of the mean, as a fraction of the noise&apos;s standard deviation, decides, and not its significance. An honest significance is given beside it, from means over cubes of voxels larger than the noise&apos;s correlation. Outliers are voxels more than 5 robust standard deviations (from the median absolute deviation) from the median; a Gaussian has 0.0000573 % of them. Voxels of one frequent exact value, as left by a mask, are not noise and are set aside.</source>
        <translation>¿Es la densidad fuera de la molécula un ruido de media cero y sin valores atípicos? Con hasta 10^9 vóxeles cualquier media es «significativamente» distinta de 0, y los vóxeles vecinos no son independientes; por eso decide el tamaño de la media, como fracción de la desviación típica del ruido, y no su significación. Al lado se da una significación honrada, a partir de medias sobre cubos de vóxeles mayores que la correlación del ruido. Son atípicos los vóxeles a más de 5 desviaciones típicas robustas (de la desviación absoluta mediana) de la mediana; una gaussiana tiene un 0,0000573 % de ellos. Los vóxeles con un mismo valor exacto muy frecuente, como los que deja una máscara, no son ruido y se apartan.</translation>
    </message>
    <message>
        <source>A warning if the mean of the background differs from 0 by more than 0.1 of its standard deviation, or if there are more than 20 times as many outliers as a Gaussian has.</source>
        <translation>Una advertencia si la media del fondo se aparta de 0 más de 0,1 veces su desviación típica, o si hay más de 20 veces los valores atípicos que tiene una gaussiana.</translation>
    </message>
    <message>
        <source>A mean away from 0 points to a wrong normalisation of the particle images or to solvent flattening. Many positive outliers are density outside the mask: disconnected parts, contaminants, or a mask that is too tight. Many negative ones are a halo, often from sharpening or a wrong background correction.</source>
        <translation>Una media distinta de 0 indica una mala normalización de las imágenes de las partículas o un aplanado del disolvente. Muchos atípicos positivos son densidad fuera de la máscara: partes desconectadas, contaminantes o una máscara demasiado ajustada. Muchos negativos son un halo, a menudo por el realce o por una mala corrección del fondo.</translation>
    </message>
    <message>
        <source>largest mean of the background, in its standard deviations</source>
        <translation>máxima media del fondo, en desviaciones típicas suyas</translation>
    </message>
    <message>
        <source>most outliers, as a multiple of what a Gaussian has</source>
        <translation>máximo de valores atípicos, como múltiplo de los de una gaussiana</translation>
    </message>
    <message>
        <source>B-factor analysis</source>
        <translation>Análisis del factor B</translation>
    </message>
    <message>
        <source>How fast do the Fourier amplitudes of the map fall off with resolution? Beyond about 10 A the mean amplitude of a macromolecule falls nearly as exp(-B/(4 d^2)), where B gathers everything that blurs: flexibility, errors of alignment, the detector, and any sharpening that was applied. The logarithm of the mean amplitude of each resolution shell is plotted against 1/d^2 and a straight line is fitted between 15 A and the reported resolution. Four times its slope is the B-factor of the correction that would make the spectrum flat: negative for a map that falls off, positive for one that was sharpened too much.</source>
        <translation>¿Con qué rapidez decaen las amplitudes de Fourier del mapa con la resolución? Más allá de unos 10 A la amplitud media de una macromolécula decae casi como exp(-B/(4 d^2)), donde B reúne todo lo que emborrona: la flexibilidad, los errores de alineamiento, el detector y el realce que se haya aplicado. Se representa el logaritmo de la amplitud media de cada capa de resolución frente a 1/d^2 y se ajusta una recta entre 15 A y la resolución declarada. Cuatro veces su pendiente es el factor B de la corrección que haría plano el espectro: negativo para un mapa que decae, positivo para uno realzado en exceso.</translation>
    </message>
    <message>
        <source>A warning is given if the B-factor is below -300 A^2 or above 0 A^2.</source>
        <translation>Se advierte si el factor B es menor que -300 A^2 o mayor que 0 A^2.</translation>
    </message>
    <message>
        <source>Above 0: the map was sharpened too much and its noise is amplified; sharpen it again with a B-factor of smaller size. Below -300: high-resolution detail is weak compared with the reported resolution, as in a map that was never sharpened; if it was, check the sharpening, the voxel size and the reported resolution.</source>
        <translation>Mayor que 0: el mapa se realzó en exceso y su ruido está amplificado; vuelva a realzarlo con un factor B de menor tamaño. Menor que -300: el detalle de alta resolución es débil en comparación con la resolución declarada, como en un mapa que nunca se realzó; si se hizo, revise el realce, el tamaño de vóxel y la resolución declarada.</translation>
    </message>
    <message>
        <source>low-resolution end of the fit, A</source>
        <translation>extremo de baja resolución del ajuste, Å</translation>
    </message>
    <message>
        <source>DeepRes</source>
        <translation>DeepRes</translation>
    </message>
    <message>
        <source>LocBfactor</source>
        <translation>LocBfactor</translation>
    </message>
    <message>
        <source>LocOccupancy</source>
        <translation>LocOccupancy</translation>
    </message>
    <message>
        <source>Deep hand</source>
        <translation>Deep hand</translation>
    </message>
    <message>
        <source>Global resolution</source>
        <translation>Resolución global</translation>
    </message>
    <message>
        <source>How fine is the detail that two independent halves of the data agree on? Each half of the particle images gives a half map; detail that is real is in both, noise is not. The two maps are compared in Fourier space shell by shell, from coarse to fine: the Fourier shell correlation (FSC) is 1 where they agree and 0 where there is only noise, and the resolution is where it falls below 0.143. The same comparison is also read as the mean difference of phases (DPR) and as the ratio of signal to noise (SSNR). The three numbers are not independent: they are one curve read at an FSC of 0.143 (FSC, and DPR at 94.7 degrees) and 0.333 (SSNR); the VRS reads it at 0.143, 0.016 and 0.237. With a mask, the FSC is also given for the masked half maps and corrected for what the mask itself correlates.</source>
        <translation>¿Cuán fino es el detalle en que coinciden dos mitades independientes de los datos? Cada mitad de las imágenes de las partículas da un semimapa; el detalle real está en ambos, el ruido no. Los dos mapas se comparan en el espacio de Fourier capa por capa, de lo grueso a lo fino: la correlación de capas de Fourier (FSC) vale 1 donde coinciden y 0 donde solo hay ruido, y la resolución está donde cae por debajo de 0,143. La misma comparación se lee también como diferencia media de fases (DPR) y como cociente de señal y ruido (SSNR). Los tres números no son independientes: son una misma curva leída en una FSC de 0,143 (FSC, y DPR en 94,7 grados) y de 0,333 (SSNR); el VRS la lee en 0,143, 0,016 y 0,237. Con una máscara se da también la FSC de los semimapas enmascarados, corregida por lo que correlaciona la propia máscara.</translation>
    </message>
    <message>
        <source>A warning is given if the reported resolution is finer than 0.8 times the resolution found by FSC 0.143, by DPR 94.7 degrees or by SSNR 1 in the unmasked half maps, or if one of these fails from the first shell on. A curve that never crosses its criterion is passed over.</source>
        <translation>Se advierte si la resolución declarada es más fina que 0,8 veces la resolución hallada con FSC 0,143, con DPR 94,7 grados o con SSNR 1 en los semimapas sin máscara, o si una de ellas falla desde la primera capa. Una curva que nunca cruza su criterio se pasa por alto.</translation>
    </message>
    <message>
        <source>Compare with the masked and corrected curve: authors usually report that one. If the reported resolution is finer than even that, look for masked, filtered or wrongly paired half maps, for a wrong voxel size, or for a mask that is too tight.</source>
        <translation>Compare con la curva enmascarada y corregida: es la que suelen declarar los autores. Si la resolución declarada es incluso más fina que esa, busque semimapas enmascarados, filtrados o mal emparejados, un tamaño de vóxel erróneo o una máscara demasiado ajustada.</translation>
    </message>
    <message>
        <source>curves of the masked half maps: auto (the user&apos;s or the constructed mask) or none</source>
        <translation>curvas de los semimapas enmascarados: auto (la máscara del usuario o la construida) o none (ninguna)</translation>
    </message>
    <message>
        <source>FSC permutation</source>
        <translation>Permutación de la FSC</translation>
    </message>
    <message>
        <source>Up to which resolution do the half maps share more than chance would give them? For every shell the probability p is computed that two maps of pure noise correlate as much, for the number of independent coefficients that the shell really holds: fewer under a mask, with imposed symmetry, or where the power is concentrated. Since hundreds of shells are tested, p is turned into q, the share of false discoveries (Benjamini and Yekutieli). The resolution is that of the last shell of the unbroken run with q of at most 1 %. It only says that correlation is not zero: in shells of a hundred thousand coefficients an FSC of 0.01 is significant. It grows finer with the size of the box, and is a limit of detection, not of interpretation.</source>
        <translation>¿Hasta qué resolución comparten los semimapas más de lo que daría el azar? Para cada capa se calcula la probabilidad p de que dos mapas de puro ruido se correlacionen tanto, con el número de coeficientes independientes que la capa tiene de verdad: menos bajo una máscara, con simetría impuesta o donde la potencia está concentrada. Como se prueban cientos de capas, p se convierte en q, la proporción de falsos hallazgos (Benjamini y Yekutieli). La resolución es la de la última capa de la serie ininterrumpida con q de a lo sumo el 1 %. Solo dice que la correlación no es cero: en capas de cien mil coeficientes una FSC de 0,01 es significativa. Se hace más fina con el tamaño de la caja, y es un límite de detección, no de interpretación.</translation>
    </message>
    <message>
        <source>A warning is given if the reported resolution is finer than 0.8 times the resolution found here, or if the half maps share nothing.</source>
        <translation>Se advierte si la resolución declarada es más fina que 0,8 veces la resolución hallada aquí, o si los semimapas no comparten nada.</translation>
    </message>
    <message>
        <source>No significant correlation: the two files do not belong together. A limit far finer than the FSC at 0.143: symmetry was imposed (give --symmetry) or the half maps share a mask or noise. A reported resolution beyond this limit has nothing behind it.</source>
        <translation>Ninguna correlación significativa: los dos archivos no se corresponden. Un límite mucho más fino que la FSC en 0,143: se impuso simetría (indíquela con --symmetry) o los semimapas comparten máscara o ruido. Una resolución declarada más allá de este límite no tiene nada detrás.</translation>
    </message>
    <message>
        <source>random phase sets of the self-check per shell</source>
        <translation>conjuntos de fases aleatorias de la autocomprobación por capa</translation>
    </message>
    <message>
        <source>Local resolution with Blocres</source>
        <translation>Resolución local con Blocres</translation>
    </message>
    <message>
        <source>How far can each part of the map be trusted? Around every voxel of the soft mask a small box is cut out of both half maps, tapered towards its faces, and the Fourier shell correlation of the two boxes is computed as 1.a does for whole maps. The local resolution is where that curve falls below 0.5 for the last time. On large maps boxes are computed at every second or third voxel and the sums of their shells are interpolated between them; the report says at which. A small box blurs the frequencies: values are somewhat optimistic, the more so the stronger the signal, and neighbouring voxels are far from independent. Read the map of the local resolution for differences between regions, not for its second decimal.</source>
        <translation>¿Hasta qué punto puede fiarse de cada parte del mapa? Alrededor de cada vóxel de la máscara suave se recorta una pequeña caja de los dos semimapas, atenuada hacia sus caras, y se calcula la correlación de capas de Fourier de ambas cajas, como 1.a hace con los mapas enteros. La resolución local está donde esa curva cae por debajo de 0.5 por última vez. En mapas grandes las cajas se calculan en uno de cada dos o tres vóxeles, y entre ellas se interpolan las sumas de sus capas; el informe dice en cuáles. Una caja pequeña emborrona las frecuencias: los valores son algo optimistas, tanto más cuanto más fuerte es la señal, y los vóxeles vecinos distan mucho de ser independientes. Lea el mapa de la resolución local por las diferencias entre regiones, no por su segundo decimal.</translation>
    </message>
    <message>
        <source>A warning is given if 95 % of the local resolutions lie within 0.01 A of each other (too homogeneous to be credible), or if less than 0.1 % of them are finer than the reported resolution (it is particularly high for this distribution). For the second rule the correlation is read up to Nyquist only: the few coefficients beyond it, in the corners of the cube, correlate by chance. Said, but not counted: voxels finer than Nyquist, a box too small for the reported resolution, values cut off at the finest resolution looked for.</source>
        <translation>Se avisa si el 95 % de las resoluciones locales difieren en menos de 0.01 A (demasiado homogéneas para ser creíbles), o si menos del 0.1 % de ellas son más finas que la resolución declarada (que es especialmente alta para esta distribución). Para la segunda regla la correlación se lee solo hasta Nyquist: los pocos coeficientes que hay más allá, en las esquinas del cubo, se correlacionan por azar. Se dice, pero no cuenta: vóxeles más finos que Nyquist, una caja demasiado pequeña para la resolución declarada, valores cortados en la resolución más fina que se busca.</translation>
    </message>
    <message>
        <source>A distribution without width usually means that the half maps were masked, filtered or refined together: give those the refinement wrote. If hardly any voxel reaches the reported resolution, look where the best region lies and quote a resolution that a part of the map supports; a mask that takes in much solvent moves the whole distribution.</source>
        <translation>Una distribución sin anchura suele significar que los semimapas se enmascararon, se filtraron o se refinaron juntos: use los que escribió el refinamiento. Si apenas algún vóxel alcanza la resolución declarada, mire dónde está la mejor región y declare una resolución que alguna parte del mapa respalde; una máscara que incluye mucho disolvente desplaza toda la distribución.</translation>
    </message>
    <message>
        <source>edge of the moving box in voxels, even</source>
        <translation>arista de la caja móvil en vóxeles, par</translation>
    </message>
    <message>
        <source>local FSC at which the resolution is read</source>
        <translation>FSC local en la que se lee la resolución</translation>
    </message>
    <message>
        <source>no resolution finer than this is looked for (A)</source>
        <translation>no se busca ninguna resolución más fina que esta (A)</translation>
    </message>
    <message>
        <source>boxes at every so many voxels, 1 to 5; 0: as many as the minutes allow</source>
        <translation>cajas en uno de cada tantos vóxeles, de 1 a 5; 0: tantas como permitan los minutos</translation>
    </message>
    <message>
        <source>what the boxes may take on two cores, by forecast</source>
        <translation>lo que pueden tardar las cajas en dos núcleos, según lo previsto</translation>
    </message>
    <message>
        <source>Local resolution with ResMap</source>
        <translation>Resolución local con ResMap</translation>
    </message>
    <message>
        <source>Which is the finest wavelength of which something can be seen at each place of the molecule? The difference of the half maps shows how strong the noise is. Around each voxel of the mask the average of the half maps is compared with two models: a constant, and a constant with waves of one wavelength in all directions. Where the waves explain more than noise alone would (likelihood-ratio test, 5 % false discoveries over all voxels), the voxel has that resolution. Wavelengths from 2.2 to 4 voxels are tried in steps of 1 A, the finest first; then the values are smoothed by 1.5 voxels. A voxel in which no wavelength stands out has no value.</source>
        <translation>¿Cuál es la longitud de onda más fina de la que se ve algo en cada lugar de la molécula? La diferencia de los semimapas muestra cuánto ruido hay. Alrededor de cada vóxel de la máscara se compara la media de los semimapas con dos modelos: una constante, y una constante con ondas de una longitud en todas las direcciones. Donde las ondas explican más de lo que explicaría el ruido solo (prueba de razón de verosimilitudes, 5 % de falsos hallazgos sobre todos los vóxeles), el vóxel tiene esa resolución. Se prueban longitudes de onda de 2,2 a 4 vóxeles en pasos de 1 A, primero la más fina; después se suavizan los valores con 1,5 vóxeles. Un vóxel en el que no destaca ninguna longitud de onda no tiene valor.</translation>
    </message>
    <message>
        <source>Only wavelengths up to 4 voxels are looked for, so flexible regions have no value here: compare with Blocres and MonoRes. If hardly a voxel has a value, look at the fit of the noise&apos;s spectrum: half maps that were filtered or masked spoil it; give those the refinement wrote.</source>
        <translation>Solo se buscan longitudes de onda de hasta 4 vóxeles, de modo que las regiones flexibles no tienen valor aquí: compare con Blocres y MonoRes. Si apenas algún vóxel tiene valor, mire el ajuste del espectro del ruido: lo estropean los semimapas filtrados o enmascarados; dé los que escribió el refinamiento.</translation>
    </message>
    <message>
        <source>A warning is given if 95 % of the local resolutions lie within 0.01 A of each other (too homogeneous to be credible), or if less than 0.1 % of them are finer than the reported resolution (it is particularly high for this distribution).</source>
        <translation>Se advierte si el 95 % de las resoluciones locales están a menos de 0,01 A unas de otras (demasiado homogéneas para ser creíbles), o si menos del 0,1 % son más finas que la resolución declarada (es especialmente alta para esta distribución).</translation>
    </message>
    <message>
        <source>share of false discoveries allowed</source>
        <translation>fracción admitida de falsos hallazgos</translation>
    </message>
    <message>
        <source>step between the wavelengths tried, A</source>
        <translation>paso entre las longitudes de onda probadas, Å</translation>
    </message>
    <message>
        <source>Local resolution with MonoRes</source>
        <translation>Resolución local con MonoRes</translation>
    </message>
    <message>
        <source>Down to which detail does each voxel stand out of the noise? At every level of resolution all coarser detail is taken away from the map, and the local strength (monogenic amplitude) of what is left is smoothed and compared with that of the noise, which is half the difference of the half maps inside the mask. A voxel keeps a level while its amplitude lies above what 95 % of the noise reach; after two failures in a row it is settled. Everything finer than a level counts, noise included: a map that is sharpened strongly reads coarser than it is, a blurred one finer. Without half maps this is the single-map variant, which is weaker: the background of the map itself has to stand for the noise.</source>
        <translation>¿Hasta qué detalle sobresale cada vóxel del ruido? En cada nivel de resolución se quita del mapa todo el detalle más grueso, y la fuerza local (amplitud monogénica) de lo que queda se suaviza y se compara con la del ruido, que es la mitad de la diferencia de los semimapas dentro de la máscara. Un vóxel conserva un nivel mientras su amplitud supera lo que alcanza el 95 % del ruido; tras dos fallos seguidos queda decidido. Cuenta todo lo que es más fino que un nivel, incluido el ruido: un mapa muy realzado parece más grueso de lo que es, y uno emborronado, más fino. Sin semimapas es la variante de un solo mapa, más débil: el fondo del propio mapa tiene que hacer de ruido.</translation>
    </message>
    <message>
        <source>If hardly any voxel is finer than the reported resolution, compare with the histograms of 1.c and 1.d: MonoRes is sensitive to sharpening, so give half maps as the refinement wrote them. A distribution without width usually means half maps that were masked, filtered or refined together.</source>
        <translation>Si apenas algún vóxel es más fino que la resolución declarada, compare con los histogramas de 1.c y 1.d: MonoRes es sensible al realce, así que use los semimapas tal como los escribió el refinamiento. Una distribución sin anchura suele significar semimapas enmascarados, filtrados o refinados juntos.</translation>
    </message>
    <message>
        <source>distance of the levels (A)</source>
        <translation>distancia entre los niveles (A)</translation>
    </message>
    <message>
        <source>share of the noise below the threshold</source>
        <translation>parte del ruido por debajo del umbral</translation>
    </message>
    <message>
        <source>first level (A); 0: five times the reported resolution, at least 10</source>
        <translation>primer nivel (A); 0: cinco veces la resolución declarada, al menos 10</translation>
    </message>
    <message>
        <source>yes: without half maps the map is tested against its surroundings; no: it is not</source>
        <translation>yes: sin semimapas el mapa se compara con lo que lo rodea; no: no se hace</translation>
    </message>
    <message>
        <source>published, or band: band-limited MonoRes, another estimator</source>
        <translation>published, o band: MonoRes limitado en banda, otro estimador</translation>
    </message>
    <message>
        <source>Local and directional resolution with MonoDir</source>
        <translation>Resolución local y direccional con MonoDir</translation>
    </message>
    <message>
        <source>Fourier shell occupancy</source>
        <translation>Ocupación de capas de Fourier</translation>
    </message>
    <message>
        <source>Down to which resolution do most directions of the map agree between the half maps, and how fast do they drop out? For 321 even directions a Fourier shell correlation is taken inside a cone of 17 degrees. The Fourier shell occupancy at a frequency is the share of directions whose correlation is still at least 0.143: 1 at low frequency, 0 where nothing is left. The resolution at which half of the directions are left is the headline; the range between 90 % and 10 % says how much directions differ, from the worst to the best. A test of whether the directions left at a frequency are even (Bingham) and the resolution of every direction go with it. Figures are of the half maps as given; a mask on both would make them more alike than they are, and what the VRS finds with the soft mask stands beside.</source>
        <translation>¿Hasta qué resolución coincide la mayoría de las direcciones del mapa entre los semimapas, y con qué rapidez se van perdiendo? En 321 direcciones uniformes se toma una correlación de capas de Fourier dentro de un cono de 17 grados. La ocupación de capas de Fourier a una frecuencia es la fracción de direcciones cuya correlación es todavía de al menos 0,143: 1 a baja frecuencia, 0 donde no queda nada. El número principal es la resolución a la que queda la mitad de las direcciones; el intervalo entre el 90 % y el 10 % dice cuánto difieren, de la peor a la mejor. Se acompaña de una prueba de si las direcciones que quedan a una frecuencia están repartidas por igual (Bingham) y de la resolución de cada dirección. Los números son de los semimapas tal como se dieron; una máscara en ambos los haría más parecidos de lo que son, y al lado está lo que el VRS encuentra con la máscara suave.</translation>
    </message>
    <message>
        <source>A warning if the reported resolution is finer than 0.8 times the resolution at which the occupancy falls below 0.5. Said, but not counted: an occupancy that does not fall below 0.5, and a resolution at 90 % that is 1.3 times or more as coarse as that at 10 %.</source>
        <translation>Una advertencia si la resolución declarada es más fina que 0,8 veces la resolución a la que la ocupación cae por debajo de 0,5. Se dicen, pero no cuentan: una ocupación que no cae por debajo de 0,5, y una resolución al 90 % que es 1,3 veces o más tan gruesa como la del 10 %.</translation>
    </message>
    <message>
        <source>A wide shaded range, or a sphere with a coarse patch, means that views are missing or preferred: look at the distribution of views and collect tilted images. If the occupancy never falls, the half maps were masked or filtered: give those the refinement wrote.</source>
        <translation>Un intervalo sombreado ancho, o una esfera con una mancha gruesa, significa que faltan vistas o que hay vistas preferentes: mire la distribución de vistas y tome imágenes inclinadas. Si la ocupación no cae nunca, los semimapas se enmascararon o se filtraron: dé los que escribió el refinamiento.</translation>
    </message>
    <message>
        <source>the reported resolution may be this factor finer than the occupancy&apos;s</source>
        <translation>la resolución declarada puede ser este factor más fina que la de la ocupación</translation>
    </message>
    <message>
        <source>3D FSC</source>
        <translation>FSC 3D</translation>
    </message>
    <message>
        <source>Is the map resolved alike in all directions? Where the molecule was seen mostly from a few sides, its Fourier transform is poorly known along the direction of those views, and the map is smeared along it: one single resolution hides that. Here the two half maps are compared inside double cones of 20 degrees around 500 even directions (and X, Y, Z), which gives one Fourier shell correlation and one resolution at 0.143 per direction. Cones overlap, so that neighbouring directions agree by construction; about 17 of them are separate. The sphericity compares the surface of the body of these resolutions (at FSC 0.5) with that of a ball of the same volume: 1 when all directions are alike. Figures are those of the unmasked half maps unless they say otherwise.</source>
        <translation>¿Está el mapa resuelto por igual en todas las direcciones? Si la molécula se vio sobre todo desde unos pocos lados, su transformada de Fourier se conoce mal en la dirección de esas vistas y el mapa queda emborronado a lo largo de ella: una resolución única lo oculta. Aquí se comparan los dos semimapas dentro de conos dobles de 20 grados alrededor de 500 direcciones uniformes (y X, Y, Z), lo que da una correlación de capas de Fourier y una resolución a 0,143 por dirección. Los conos se solapan, de modo que las direcciones vecinas coinciden por construcción; unas 17 son distintas. La esfericidad compara la superficie del cuerpo de estas resoluciones (a FSC 0,5) con la de una bola del mismo volumen: 1 cuando todas las direcciones son iguales. Los números son de los semimapas sin máscara mientras no se diga otra cosa.</translation>
    </message>
    <message>
        <source>A warning if the reported resolution is finer than 0.8 times the global resolution of the soft-masked half maps at FSC 0.143, or if the half maps as given agree down to Nyquist or nowhere. Said, but not counted: a sphericity below 0.8, an area ratio below 0.5, and a coarsest direction more than 1.5 times as coarse as the finest one when the difference is more than chance.</source>
        <translation>Una advertencia si la resolución declarada es más fina que 0,8 veces la resolución global de los semimapas con máscara suave a FSC 0,143, o si los semimapas tal como se dieron coinciden hasta Nyquist o en ninguna parte. Se dicen, pero no cuentan: una esfericidad menor que 0,8, un cociente de áreas menor que 0,5 y una dirección más gruesa más de 1,5 veces tan gruesa como la más fina cuando la diferencia es mayor que el azar.</translation>
    </message>
    <message>
        <source>A coarsest direction marks the side from which most particles were seen. Look at the distribution of views, collect tilted images or change the grid or buffer, and do not interpret detail along that direction. A reported resolution far finer than the one found here often comes from a tight mask.</source>
        <translation>La dirección más gruesa señala el lado desde el que se vio la mayoría de las partículas. Mire la distribución de vistas, tome imágenes inclinadas o cambie la rejilla o el tampón, y no interprete el detalle a lo largo de esa dirección. Una resolución declarada mucho más fina que la hallada aquí viene a menudo de una máscara ajustada.</translation>
    </message>
    <message>
        <source>coarsest resolution at which a curve may end, A</source>
        <translation>resolución más gruesa en la que puede terminar una curva, Å</translation>
    </message>
    <message>
        <source>the reported resolution may be this factor finer than the global one</source>
        <translation>la resolución declarada puede ser este factor más fina que la global</translation>
    </message>
    <message>
        <source>Level of the entry</source>
        <translation>Nivel de la entrada</translation>
    </message>
    <message>
        <source>The contour level recommended with the entry.</source>
        <translation>El nivel de contorno recomendado con la entrada.</translation>
    </message>
    <message>
        <source>Your level</source>
        <translation>Su nivel</translation>
    </message>
    <message>
        <source>The contour level this run was given.</source>
        <translation>El nivel de contorno que se dio a esta ejecución.</translation>
    </message>
    <message>
        <source>1 % of the voxels</source>
        <translation>1 % de los vóxeles</translation>
    </message>
    <message>
        <source>Otsu on positive values</source>
        <translation>Otsu sobre los valores positivos</translation>
    </message>
    <message>
        <source>Elbow of the component count</source>
        <translation>Codo del número de componentes</translation>
    </message>
    <message>
        <source>95 % in one component</source>
        <translation>95 % en un componente</translation>
    </message>
    <message>
        <source>Density, mass and components by level</source>
        <translation>Densidad, masa y componentes según el nivel</translation>
    </message>
    <message>
        <source>Level (map units)</source>
        <translation>Nivel (unidades del mapa)</translation>
    </message>
    <message>
        <source>Voxels, kDa, components</source>
        <translation>Vóxeles, kDa, componentes</translation>
    </message>
    <message>
        <source>Voxels, components</source>
        <translation>Vóxeles, componentes</translation>
    </message>
    <message>
        <source>Voxels per bin</source>
        <translation>Vóxeles por intervalo</translation>
    </message>
    <message>
        <source>Enclosed mass (kDa)</source>
        <translation>Masa encerrada (kDa)</translation>
    </message>
    <message>
        <source>Enclosed voxels</source>
        <translation>Vóxeles encerrados</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>Componentes</translation>
    </message>
    <message>
        <source>level</source>
        <translation>nivel</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CheckList</name>
    <message>
        <source>Checks</source>
        <translation>Comprobaciones</translation>
    </message>
    <message>
        <source>Run checks</source>
        <translation>Ejecutar</translation>
    </message>
    <message>
        <source>Run the ticked checks</source>
        <translation>Ejecutar las comprobaciones marcadas</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Stop all checks</source>
        <translation>Detener todas las comprobaciones</translation>
    </message>
    <message>
        <source>Summary of the checks</source>
        <translation>Resumen de las comprobaciones</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>Ejecutar %1</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>Detener %1</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>Marcar todas</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>No marcar ninguna</translation>
    </message>
    <message>
        <source>Space ticks a check, Enter shows its details and leads from warning to warning, Delete stops it while it runs.</source>
        <translation>Espacio marca una comprobación, Intro muestra sus detalles y lleva de advertencia en advertencia, Supr la detiene mientras se ejecuta.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CheckListModel</name>
    <message>
        <source>1 warning</source>
        <translation>1 advertencia</translation>
    </message>
    <message>
        <source>%1 warnings</source>
        <translation>%1 advertencias</translation>
    </message>
    <message>
        <source>Running %1%</source>
        <translation>En curso %1 %</translation>
    </message>
    <message>
        <source>%1, %2 left</source>
        <translation>%1, quedan %2</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ColourRamp</name>
    <message>
        <source>Colour bar</source>
        <translation>Barra de color</translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <translation>%1 de %2 a %3</translation>
    </message>
    <message>
        <source>No colours are shown</source>
        <translation>No se muestran colores</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CompareChooser</name>
    <message>
        <source>Choose &amp;files ...</source>
        <translation>Elegir &amp;archivos ...</translation>
    </message>
    <message>
        <source>Choose a fol&amp;der ...</source>
        <translation>Elegir una &amp;carpeta ...</translation>
    </message>
    <message>
        <source>What to compare with</source>
        <translation>Con qué comparar</translation>
    </message>
    <message>
        <source>What is the open map compared with? A map with its half maps and mask, the folder of a job or of an entry, a session (.vitrine), or a report (.json, which has numbers and curves only). Files can be dropped here too.</source>
        <translation>¿Con qué se compara el mapa abierto? Un mapa con sus semimapas y su máscara, la carpeta de un trabajo o de una entrada, una sesión (.vitrine) o un informe (.json, que solo tiene cifras y curvas). También se pueden soltar archivos aquí.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CompareCurvesPage</name>
    <message>
        <source>Curve</source>
        <translation>Curva</translation>
    </message>
    <message>
        <source>Curves of A and B</source>
        <translation>Curvas de A y B</translation>
    </message>
    <message>
        <source>No check that ran has given a curve.</source>
        <translation>Ninguna comprobación ejecutada ha dado una curva.</translation>
    </message>
    <message>
        <source>A has no such curve.</source>
        <translation>A no tiene esta curva.</translation>
    </message>
    <message>
        <source>B has no such curve.</source>
        <translation>B no tiene esta curva.</translation>
    </message>
    <message>
        <source>Curv&amp;e</source>
        <translation>Curv&amp;a</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CompareDifferencePage</name>
    <message>
        <source>&amp;Show the difference on slices and surfaces</source>
        <translation>&amp;Mostrar la diferencia en cortes y superficies</translation>
    </message>
    <message>
        <source>Co&amp;lours up to</source>
        <translation>&amp;Colores hasta</translation>
    </message>
    <message>
        <source>&amp;Go to the largest difference</source>
        <translation>&amp;Ir a la mayor diferencia</translation>
    </message>
    <message>
        <source>Difference map</source>
        <translation>Mapa de diferencias</translation>
    </message>
    <message>
        <source>Difference shown in the strongest colour</source>
        <translation>Diferencia mostrada con el color más intenso</translation>
    </message>
    <message>
        <source>Nothing has been compared yet.</source>
        <translation>Todavía no se ha comparado nada.</translation>
    </message>
    <message>
        <source>No difference map: %1</source>
        <translation>Sin mapa de diferencias: %1</translation>
    </message>
    <message>
        <source>The difference is B, scaled to A, minus A: positive where B has more density. Scale %1, offset %2, found where both maps reach their contour levels (%3 and %4).</source>
        <translation>La diferencia es B, escalado a A, menos A: positiva donde B tiene más densidad. Escala %1, desplazamiento %2, hallados donde ambos mapas alcanzan sus niveles de contorno (%3 y %4).</translation>
    </message>
    <message>
        <source>At or above either level the maps correlate with %1. The root mean square of the difference is %2 there, %3 % of the standard deviation of A, and %4 in the rest of the box.</source>
        <translation>Donde alguno alcanza su nivel, los mapas se correlacionan con %1. La media cuadrática de la diferencia es allí %2, el %3 % de la desviación típica de A, y %4 en el resto de la caja.</translation>
    </message>
    <message>
        <source>The largest difference, %1, is at voxel %2, %3, %4.</source>
        <translation>La mayor diferencia, %1, está en el vóxel %2, %3, %4.</translation>
    </message>
    <message>
        <source>Save difference ma&amp;p ...</source>
        <translation>Guardar el ma&amp;pa de diferencias ...</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CompareEntry</name>
    <message>
        <source>There is no map among these files.</source>
        <translation>No hay ningún mapa entre estos archivos.</translation>
    </message>
    <message>
        <source>Looking at the files</source>
        <translation>Examinando los archivos</translation>
    </message>
    <message>
        <source>%1 has changed since the session was saved: its results are out of date.</source>
        <translation>%1 ha cambiado desde que se guardó la sesión: sus resultados están desactualizados.</translation>
    </message>
    <message>
        <source>Checks of B: %1 of %2</source>
        <translation>Comprobaciones de B: %1 de %2</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>quedan unos %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CompareNumbersPage</name>
    <message>
        <source>Run the missing checks of &amp;A ...</source>
        <translation>Ejecutar las comprobaciones que faltan de &amp;A ...</translation>
    </message>
    <message>
        <source>Run the same checks of &amp;B</source>
        <translation>Ejecutar las mismas comprobaciones de &amp;B</translation>
    </message>
    <message>
        <source>&amp;Only what differs</source>
        <translation>S&amp;olo lo que difiere</translation>
    </message>
    <message>
        <source>What cannot be compared</source>
        <translation>Lo que no se puede comparar</translation>
    </message>
    <message>
        <source>Numbers of A and B with their differences</source>
        <translation>Cifras de A y B con sus diferencias</translation>
    </message>
    <message>
        <source>Copy the selected rows</source>
        <translation>Copiar las filas seleccionadas</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CompareSide</name>
    <message>
        <source>Level</source>
        <translation>Nivel</translation>
    </message>
    <message>
        <source>Contour level of %1</source>
        <translation>Nivel de contorno de %1</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>Entrada %1</translation>
    </message>
    <message>
        <source>Entry %1: %2</source>
        <translation>Entrada %1: %2</translation>
    </message>
    <message>
        <source>level %1</source>
        <translation>nivel %1</translation>
    </message>
    <message>
        <source>(%1 sigma)</source>
        <translation>(%1 sigma)</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>The place that the other map shows lies outside this box.</source>
        <translation>El lugar que muestra el otro mapa queda fuera de esta caja.</translation>
    </message>
    <message>
        <source>Pointer</source>
        <translation>Puntero</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Cruz</translation>
    </message>
    <message>
        <source>value %1</source>
        <translation>valor %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CompareSummaryPage</name>
    <message>
        <source>The comparison in sentences</source>
        <translation>La comparación en frases</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CompareTable</name>
    <message>
        <source>Input</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>No se conoce</translation>
    </message>
    <message>
        <source>Warns</source>
        <translation>Advierte</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>desaparece</translation>
    </message>
    <message>
        <source>gained</source>
        <translation>aparece</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Comprobación</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Cifra</translation>
    </message>
    <message>
        <source>Relative</source>
        <translation>Relativa</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CompareWindow</name>
    <message>
        <source>Compare - Vitrine</source>
        <translation>Comparar - Vitrine</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Lo que se halló</translation>
    </message>
    <message>
        <source>&amp;Numbers</source>
        <translation>Ci&amp;fras</translation>
    </message>
    <message>
        <source>C&amp;urves</source>
        <translation>C&amp;urvas</translation>
    </message>
    <message>
        <source>D&amp;ifference map</source>
        <translation>Mapa de &amp;diferencias</translation>
    </message>
    <message>
        <source>Su&amp;mmary</source>
        <translation>&amp;Resumen</translation>
    </message>
    <message>
        <source>Progress of the work in the background</source>
        <translation>Progreso del trabajo en segundo plano</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Stop the work in the background</source>
        <translation>Detener el trabajo en segundo plano</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Comparar</translation>
    </message>
    <message>
        <source>Choose &amp;files ...</source>
        <translation>Elegir &amp;archivos ...</translation>
    </message>
    <message>
        <source>Choose a fol&amp;der ...</source>
        <translation>Elegir una &amp;carpeta ...</translation>
    </message>
    <message>
        <source>&amp;Run the same checks of B</source>
        <translation>&amp;Ejecutar las mismas comprobaciones de B</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Detener</translation>
    </message>
    <message>
        <source>Compare a&amp;gain</source>
        <translation>Comparar de &amp;nuevo</translation>
    </message>
    <message>
        <source>Save the &amp;comparison ...</source>
        <translation>&amp;Guardar la comparación ...</translation>
    </message>
    <message>
        <source>Save difference &amp;map ...</source>
        <translation>Guardar el ma&amp;pa de diferencias ...</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>Ce&amp;rrar</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>Link cross&amp;hairs</source>
        <translation>Enlazar las c&amp;ruces</translation>
    </message>
    <message>
        <source>Link c&amp;ameras</source>
        <translation>Enlazar las cá&amp;maras</translation>
    </message>
    <message>
        <source>Show the &amp;difference</source>
        <translation>Mostrar la &amp;diferencia</translation>
    </message>
    <message>
        <source>&amp;Z slices alone</source>
        <translation>Solo los cortes &amp;Z</translation>
    </message>
    <message>
        <source>&amp;Y slices alone</source>
        <translation>Solo los cortes &amp;Y</translation>
    </message>
    <message>
        <source>&amp;X slices alone</source>
        <translation>Solo los cortes &amp;X</translation>
    </message>
    <message>
        <source>&amp;Surfaces alone</source>
        <translation>Solo las &amp;superficies</translation>
    </message>
    <message>
        <source>&amp;Fit all views</source>
        <translation>A&amp;justar todas las vistas</translation>
    </message>
    <message>
        <source>C&amp;rosshair to the centre</source>
        <translation>Cruz al &amp;centro</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
    <message>
        <source>&amp;Help on comparing</source>
        <translation>&amp;Ayuda sobre la comparación</translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation>Barra de herramientas</translation>
    </message>
    <message>
        <source>Lay the boxes on each other: </source>
        <translation>Superponer las cajas: </translation>
    </message>
    <message>
        <source>How the boxes are laid on each other</source>
        <translation>Cómo se superponen las cajas</translation>
    </message>
    <message>
        <source>by the origins in the files</source>
        <translation>por los orígenes de los archivos</translation>
    </message>
    <message>
        <source>by their centres</source>
        <translation>por sus centros</translation>
    </message>
    <message>
        <source>by their corners</source>
        <translation>por sus esquinas</translation>
    </message>
    <message>
        <source>Opening was stopped.</source>
        <translation>Se detuvo la apertura.</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Comparando</translation>
    </message>
    <message>
        <source>Comparing was stopped; F5 does it again.</source>
        <translation>Se detuvo la comparación; F5 la repite.</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Comparar con</translation>
    </message>
    <message>
        <source>Maps, sessions, reports (%1 *.vitrine *.json);;All files (*)</source>
        <translation>Mapas, sesiones, informes (%1 *.vitrine *.json);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>A report holds numbers and curves, no voxels: there is nothing to look at here.</source>
        <translation>Un informe contiene cifras y curvas, no vóxeles: aquí no hay nada que ver.</translation>
    </message>
    <message>
        <source>%1 and %2 - Compare - Vitrine</source>
        <translation>%1 y %2 - Comparar - Vitrine</translation>
    </message>
    <message>
        <source>not in the report</source>
        <translation>no está en el informe</translation>
    </message>
    <message>
        <source>Checks run in the main window: wait for them, or stop them.</source>
        <translation>Hay comprobaciones en curso en la ventana principal: espérelas o deténgalas.</translation>
    </message>
    <message>
        <source>The checks of B are running.</source>
        <translation>Las comprobaciones de B están en curso.</translation>
    </message>
    <message>
        <source>Save difference map</source>
        <translation>Guardar el mapa de diferencias</translation>
    </message>
    <message>
        <source>Maps (*.mrc *.map)</source>
        <translation>Mapas (*.mrc *.map)</translation>
    </message>
    <message>
        <source>Save the comparison</source>
        <translation>Guardar la comparación</translation>
    </message>
    <message>
        <source>Table (*.csv);;JSON (*.json);;Page (*.html)</source>
        <translation>Tabla (*.csv);;JSON (*.json);;Página (*.html)</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>Escribiendo %1</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Escrito: %1</translation>
    </message>
    <message>
        <source>Stopped; nothing was written.</source>
        <translation>Detenido; no se escribió nada.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ContrastDialog</name>
    <message>
        <source>Contrast</source>
        <translation>Contraste</translation>
    </message>
    <message>
        <source>Value shown black</source>
        <translation>Valor que se muestra en negro</translation>
    </message>
    <message>
        <source>Value shown white</source>
        <translation>Valor que se muestra en blanco</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>Negro</translation>
    </message>
    <message>
        <source>White</source>
        <translation>Blanco</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::DataDock</name>
    <message>
        <source>voxel size unknown</source>
        <translation>tamaño de vóxel desconocido</translation>
    </message>
    <message>
        <source>the last of %1 files, %2</source>
        <translation>el último de %1 archivos, %2</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Mapa</translation>
    </message>
    <message>
        <source>Half map 1</source>
        <translation>Semimapa 1</translation>
    </message>
    <message>
        <source>Half map 2</source>
        <translation>Semimapa 2</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Máscara</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>FSC curves</source>
        <translation>Curvas FSC</translation>
    </message>
    <message>
        <source>What is the voxel size?</source>
        <translation>¿Cuál es el tamaño de vóxel?</translation>
    </message>
    <message>
        <source>Voxel size in angstroms</source>
        <translation>Tamaño de vóxel en ångströms</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Usarlo</translation>
    </message>
    <message>
        <source>Use this voxel size</source>
        <translation>Usar este tamaño de vóxel</translation>
    </message>
    <message>
        <source>not reported</source>
        <translation>no declarada</translation>
    </message>
    <message>
        <source>Reported resolution in angstroms</source>
        <translation>Resolución declarada en ångströms</translation>
    </message>
    <message>
        <source>Checks that compare with the reported resolution need it.</source>
        <translation>La necesitan las comprobaciones que comparan con la resolución declarada.</translation>
    </message>
    <message>
        <source>Contour level in map units</source>
        <translation>Nivel de contorno en unidades del mapa</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Resolución</translation>
    </message>
    <message>
        <source>Contour level</source>
        <translation>Nivel de contorno</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::DetailsDock</name>
    <message>
        <source>Details of the check</source>
        <translation>Detalles de la comprobación</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Explicación</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Números</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>Gráficas</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Imágenes</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parámetros</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>No check selected</source>
        <translation>Ninguna comprobación seleccionada</translation>
    </message>
    <message>
        <source>Select a check to read what it asks and what it found.</source>
        <translation>Seleccione una comprobación para leer qué pregunta y qué ha encontrado.</translation>
    </message>
    <message>
        <source>Not run yet.</source>
        <translation>Sin ejecutar todavía.</translation>
    </message>
    <message>
        <source>None in this result.</source>
        <translation>Ninguno en este resultado.</translation>
    </message>
    <message>
        <source>No explanation.</source>
        <translation>Sin explicación.</translation>
    </message>
    <message>
        <source>Enter on a warning shows its place.</source>
        <translation>Intro en una advertencia muestra su lugar.</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Advertencia: %1</translation>
    </message>
    <message>
        <source>How would it pass? %1</source>
        <translation>¿Cómo se superaría? %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::DisplayDock</name>
    <message>
        <source>Volumes to colour by</source>
        <translation>Volúmenes según los que colorear</translation>
    </message>
    <message>
        <source>Arrow keys choose a volume and a view, the space bar shows or hides the volume there.</source>
        <translation>Las flechas eligen un volumen y una vista, la barra espaciadora muestra u oculta allí el volumen.</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>Colorear según</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>Cortes</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>Superficie</translation>
    </message>
    <message>
        <source>Every volume a finished check gives out, your mask, the difference of the half maps, and maps you open here. Slices show any number of masks and one volume of values; the surface takes the colours of one volume.</source>
        <translation>Cada volumen que entrega una comprobación terminada, su máscara, la diferencia de los semimapas y los mapas que abra aquí. Los cortes muestran cualquier número de máscaras y un volumen de valores; la superficie toma los colores de un volumen.</translation>
    </message>
    <message>
        <source>Open map for colouring...</source>
        <translation>Abrir mapa para colorear...</translation>
    </message>
    <message>
        <source>Open a map of another program to colour by</source>
        <translation>Abrir un mapa de otro programa según el que colorear</translation>
    </message>
    <message>
        <source>A local-resolution map, a mask or any other map of the same box</source>
        <translation>Un mapa de resolución local, una máscara o cualquier otro mapa de la misma caja</translation>
    </message>
    <message>
        <source>Progress of making the volume</source>
        <translation>Progreso de la preparación del volumen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Stop making the volume</source>
        <translation>Dejar de preparar el volumen</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Presentación</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>Paleta</translation>
    </message>
    <message>
        <source>The same colours in slices, surface, colour bars and saved pictures</source>
        <translation>Los mismos colores en cortes, superficie, barras de color e imágenes guardadas</translation>
    </message>
    <message>
        <source>%1 (hard to tell apart)</source>
        <translation>%1 (difícil de distinguir)</translation>
    </message>
    <message>
        <source>&amp;Palette</source>
        <translation>&amp;Paleta</translation>
    </message>
    <message>
        <source>Value at the lower end of the colours</source>
        <translation>Valor en el extremo inferior de los colores</translation>
    </message>
    <message>
        <source>Value at the upper end of the colours</source>
        <translation>Valor en el extremo superior de los colores</translation>
    </message>
    <message>
        <source>Values beyond take the colour of the end</source>
        <translation>Los valores más allá toman el color del extremo</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;De</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>&amp;a</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Redondear</translation>
    </message>
    <message>
        <source>Round the limits</source>
        <translation>Redondear los límites</translation>
    </message>
    <message>
        <source>Widens the limits to round numbers: 3.27 to 6.81 becomes 3 to 7</source>
        <translation>Amplía los límites a números redondos: de 3,27 a 6,81 pasa a ser de 3 a 7</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>Reset palette and limits</source>
        <translation>Restablecer paleta y límites</translation>
    </message>
    <message>
        <source>Limits back to the 2nd and 98th percentile of the values</source>
        <translation>Los límites vuelven a los percentiles 2 y 98 de los valores</translation>
    </message>
    <message>
        <source>Strength of the colours over the slices in percent</source>
        <translation>Intensidad de los colores sobre los cortes en tanto por ciento</translation>
    </message>
    <message>
        <source>How strongly colours cover the grey of the slices</source>
        <translation>Cuánto cubren los colores el gris de los cortes</translation>
    </message>
    <message>
        <source>&amp;Strength</source>
        <translation>&amp;Intensidad</translation>
    </message>
    <message>
        <source>How masks are drawn on the slices</source>
        <translation>Cómo se dibujan las máscaras en los cortes</translation>
    </message>
    <message>
        <source>Edge</source>
        <translation>Borde</translation>
    </message>
    <message>
        <source>Tint</source>
        <translation>Tinte</translation>
    </message>
    <message>
        <source>&amp;Masks as</source>
        <translation>&amp;Máscaras como</translation>
    </message>
    <message>
        <source>%1, shown on the slices</source>
        <translation>%1, mostrado en los cortes</translation>
    </message>
    <message>
        <source>%1, not on the slices</source>
        <translation>%1, no en los cortes</translation>
    </message>
    <message>
        <source>%1, colours the surface</source>
        <translation>%1, colorea la superficie</translation>
    </message>
    <message>
        <source>%1, does not colour the surface</source>
        <translation>%1, no colorea la superficie</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Abriendo</translation>
    </message>
    <message>
        <source>Making</source>
        <translation>Preparando</translation>
    </message>
    <message>
        <source>Run checks or open a map to have something to colour by.</source>
        <translation>Ejecute comprobaciones o abra un mapa para tener según qué colorear.</translation>
    </message>
    <message>
        <source>Choose a volume above to see its colours.</source>
        <translation>Elija arriba un volumen para ver sus colores.</translation>
    </message>
    <message>
        <source>%1: a mask has no colours.</source>
        <translation>%1: una máscara no tiene colores.</translation>
    </message>
    <message>
        <source>Colours of %1</source>
        <translation>Colores de %1</translation>
    </message>
    <message>
        <source>Colours of %1; tick it to have it made.</source>
        <translation>Colores de %1; márquelo para que se prepare.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>What will be written</source>
        <translation>Lo que se escribirá</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>&amp;Escribir</translation>
    </message>
    <message>
        <source>Write the files</source>
        <translation>Escribir los archivos</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Beginning of the names</source>
        <translation>Comienzo de los nombres</translation>
    </message>
    <message>
        <source>What the name of every file begins with</source>
        <translation>Con lo que empieza el nombre de cada archivo</translation>
    </message>
    <message>
        <source>C&amp;hoose ...</source>
        <translation>E&amp;legir ...</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>Elegir la carpeta</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Carpeta</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nombre</translation>
    </message>
    <message>
        <source>Reports, tables and picture</source>
        <translation>Informes, tablas e imagen</translation>
    </message>
    <message>
        <source>Edge of the entry image in pixels</source>
        <translation>Lado de la imagen de la entrada en píxeles</translation>
    </message>
    <message>
        <source>The EMDB asks for 500 pixels or more</source>
        <translation>La EMDB pide 500 píxeles o más</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>&amp;Maps</source>
        <translation>&amp;Mapas</translation>
    </message>
    <message>
        <source>Needs the FSC of check 1.a, which was not run or has none</source>
        <translation>Necesita la FSC de la comprobación 1.a, que no se ejecutó o no la tiene</translation>
    </message>
    <message>
        <source>Maps of the checks</source>
        <translation>Mapas de las comprobaciones</translation>
    </message>
    <message>
        <source>None of the checks that were run gives a map.</source>
        <translation>Ninguna de las comprobaciones ejecutadas da un mapa.</translation>
    </message>
    <message>
        <source>Folder of the export</source>
        <translation>Carpeta de la exportación</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) ticked.</source>
        <translation>
            <numerusform>%n elemento marcado.</numerusform>
            <numerusform>%n elementos marcados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Give a name without a slash.</source>
        <translation>Dé un nombre sin barra.</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>No existe esa carpeta.</translation>
    </message>
    <message>
        <source>Tick what is to be written.</source>
        <translation>Marque lo que se ha de escribir.</translation>
    </message>
    <message>
        <source>Replaced: %1.</source>
        <translation>Se reemplazan: %1.</translation>
    </message>
    <message>
        <source>Report as &amp;PDF, with the numbers inside</source>
        <translation>Informe en &amp;PDF, con los números dentro</translation>
    </message>
    <message>
        <source>Report as &amp;HTML page</source>
        <translation>Informe como página &amp;HTML</translation>
    </message>
    <message>
        <source>Results for programs (&amp;JSON)</source>
        <translation>Resultados para programas (&amp;JSON)</translation>
    </message>
    <message>
        <source>FSC curves in the EMDB&apos;s form (&amp;XML)</source>
        <translation>Curvas FSC en el formato de la EMDB (&amp;XML)</translation>
    </message>
    <message>
        <source>Numbers, tables and &amp;curves (CSV)</source>
        <translation>Números, tablas y &amp;curvas (CSV)</translation>
    </message>
    <message>
        <source>Entry &amp;image of the surface as it is seen</source>
        <translation>&amp;Imagen de la entrada: la superficie tal como se ve</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::FigureView</name>
    <message>
        <source>Drawing ...</source>
        <translation>Dibujando ...</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::HelpWindow</name>
    <message>
        <source>Help - Vitrine</source>
        <translation>Ayuda - Vitrine</translation>
    </message>
    <message>
        <source>Search all pages</source>
        <translation>Buscar en todas las páginas</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Contenido</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Página</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Adelante</translation>
    </message>
    <message>
        <source>The program</source>
        <translation>El programa</translation>
    </message>
    <message>
        <source>The checks</source>
        <translation>Las comprobaciones</translation>
    </message>
    <message>
        <source>%1 - Vitrine help</source>
        <translation>%1 - Ayuda de Vitrine</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::IsosurfaceView</name>
    <message>
        <source>&amp;Copy Image</source>
        <translation>&amp;Copiar imagen</translation>
    </message>
    <message>
        <source>&amp;Save Image...</source>
        <translation>&amp;Guardar imagen...</translation>
    </message>
    <message>
        <source>Report View &amp;%1</source>
        <translation>Vista del informe &amp;%1</translation>
    </message>
    <message>
        <source>&amp;Reset View</source>
        <translation>&amp;Restablecer vista</translation>
    </message>
    <message>
        <source>No voxel reaches the level</source>
        <translation>Ningún vóxel alcanza el nivel</translation>
    </message>
    <message>
        <source>refining...</source>
        <translation>afinando...</translation>
    </message>
    <message>
        <source>coarse: the full surface has too many triangles at this level</source>
        <translation>gruesa: la superficie completa tiene demasiados triángulos a este nivel</translation>
    </message>
    <message>
        <source>from a reduced map; every voxel is drawn inside a smaller clip box and in saved images</source>
        <translation>de un mapa reducido; todos los vóxeles se dibujan dentro de una caja de recorte menor y en las imágenes guardadas</translation>
    </message>
    <message>
        <source>3-D surface</source>
        <translation>Superficie 3D</translation>
    </message>
    <message>
        <source>The surface on which the map has the level&apos;s value. Drag with the left button to turn, with the middle button to move; the wheel zooms; a double click shows all again. Ctrl and a click tell what a component is. Keys 1, 2 and 3 give the report&apos;s views.</source>
        <translation>La superficie en la que el mapa tiene el valor del nivel. Arrastre con el botón izquierdo para girar y con el central para mover; la rueda aumenta; un doble clic vuelve a mostrarlo todo. Ctrl y un clic dicen qué es un componente. Las teclas 1, 2 y 3 dan las vistas del informe.</translation>
    </message>
    <message>
        <source>No map</source>
        <translation>Sin mapa</translation>
    </message>
    <message>
        <source>Only a part of the box is shown.</source>
        <translation>Solo se muestra una parte de la caja.</translation>
    </message>
    <message>
        <source>Some components are hidden.</source>
        <translation>Algunos componentes están ocultos.</translation>
    </message>
    <message>
        <source>Every component is hidden; Surface &gt; Show all components brings them back</source>
        <translation>Todos los componentes están ocultos; Superficie &gt; Mostrar todos los componentes los recupera</translation>
    </message>
    <message>
        <source>No surface inside the clip box</source>
        <translation>Ninguna superficie dentro de la caja de recorte</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LeftOutFiles</name>
    <message>
        <source>Files of the folder that were not taken, and why</source>
        <translation>Archivos de la carpeta que no se tomaron, y por qué</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) left out</source>
        <translation>
            <numerusform>%n archivo no tomado</numerusform>
            <numerusform>%n archivos no tomados</numerusform>
        </translation>
    </message>
    <message>
        <source>Use as</source>
        <translation>Usar como</translation>
    </message>
    <message>
        <source>Use %1 as ...</source>
        <translation>Usar %1 como ...</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LocalHistograms</name>
    <message>
        <source>Histograms of the local resolution</source>
        <translation>Histogramas de la resolución local</translation>
    </message>
    <message>
        <source>%1 %2: 95 % between %3 and %4 Å</source>
        <translation>%1 %2: el 95 % entre %3 y %4 Å</translation>
    </message>
    <message>
        <source>%1: %2 Å</source>
        <translation>%1: %2 Å</translation>
    </message>
    <message>
        <source>At %1</source>
        <translation>En %1</translation>
    </message>
    <message>
        <source>Highlighted: %1</source>
        <translation>Resaltado: %1</translation>
    </message>
    <message>
        <source>%1 %2, %3 to %4 Å: %5 voxels (%6 %)</source>
        <translation>%1 %2, de %3 a %4 Å: %5 vóxeles (%6 %)</translation>
    </message>
    <message>
        <source>here %1 Å</source>
        <translation>aquí %1 Å</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LocalResolutionPanel</name>
    <message>
        <source>The local resolution by every method that was run, over one axis: methods that agree have their hills above one another. Lines mark the reported resolution and that of the FSC. Click a bar to see its voxels alone on the slices and on the surface; click it again to see all.</source>
        <translation>La resolución local según cada método ejecutado, sobre un mismo eje: los métodos que concuerdan tienen sus colinas una encima de otra. Las líneas marcan la resolución declarada y la de la FSC. Pulse una barra para ver solo sus vóxeles en los cortes y en la superficie; púlsela otra vez para verlos todos.</translation>
    </message>
    <message>
        <source>Show all voxels</source>
        <translation>Mostrar todos los vóxeles</translation>
    </message>
    <message>
        <source>End the highlight of a range of local resolution</source>
        <translation>Terminar el resaltado de un intervalo de resolución local</translation>
    </message>
    <message>
        <source>Slices and surface take back the colours they had</source>
        <translation>Los cortes y la superficie recuperan los colores que tenían</translation>
    </message>
    <message>
        <source>Local resolution (Å)</source>
        <translation>Resolución local (Å)</translation>
    </message>
    <message>
        <source>Click a bar to see its voxels.</source>
        <translation>Pulse una barra para ver sus vóxeles.</translation>
    </message>
    <message>
        <source>The voxels are not kept in a session: run %1 again to see them.</source>
        <translation>Los vóxeles no se guardan en una sesión: ejecute %1 de nuevo para verlos.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Cerrar este mensaje</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::OverlayCatalogue</name>
    <message>
        <source>The mask you gave</source>
        <translation>La máscara que usted dio</translation>
    </message>
    <message>
        <source>Difference of the half maps</source>
        <translation>Diferencia de los semimapas</translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <translation>%1 de %2 a %3</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ParameterPage</name>
    <message>
        <source>Reset all</source>
        <translation>Restablecer todos</translation>
    </message>
    <message>
        <source>Parameters of the check; values can be edited</source>
        <translation>Parámetros de la comprobación; los valores se pueden editar</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>Parámetro</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Significado</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Por defecto</translation>
    </message>
    <message>
        <source>All parameters of this check back to their defaults</source>
        <translation>Todos los parámetros de esta comprobación vuelven a su valor por defecto</translation>
    </message>
    <message>
        <source>Changed from %1</source>
        <translation>Cambiado desde %1</translation>
    </message>
    <message>
        <source>The default</source>
        <translation>El valor por defecto</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1, cambiado</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>Reset %1 to %2</source>
        <translation>Restablecer %1 a %2</translation>
    </message>
    <message>
        <source>This check has no parameters.</source>
        <translation>Esta comprobación no tiene parámetros.</translation>
    </message>
    <message>
        <source>Changed values are bold; they are written into the report.</source>
        <translation>Los valores cambiados están en negrita; se escriben en el informe.</translation>
    </message>
    <message>
        <source>Open a map to change them.</source>
        <translation>Abra un mapa para cambiarlos.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PhotoDialog</name>
    <message>
        <source>&amp;Transparent background</source>
        <translation>Fondo &amp;transparente</translation>
    </message>
    <message>
        <source>Scale &amp;bar</source>
        <translation>&amp;Barra de escala</translation>
    </message>
    <message>
        <source>&amp;Colour bar</source>
        <translation>Barra de &amp;color</translation>
    </message>
    <message>
        <source>&amp;Level</source>
        <translation>&amp;Nivel</translation>
    </message>
    <message>
        <source>C&amp;rosshair</source>
        <translation>C&amp;ruz</translation>
    </message>
    <message>
        <source>Save image</source>
        <translation>Guardar imagen</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>Superficie</translation>
    </message>
    <message>
        <source>%1 slice</source>
        <translation>Corte %1</translation>
    </message>
    <message>
        <source>Vie&amp;w</source>
        <translation>&amp;Vista</translation>
    </message>
    <message>
        <source>View the image is of</source>
        <translation>Vista de la que es la imagen</translation>
    </message>
    <message>
        <source>Place and &amp;level</source>
        <translation>Posición y &amp;nivel</translation>
    </message>
    <message>
        <source>With the slice&apos;s place and the level</source>
        <translation>Con la posición del corte y el nivel</translation>
    </message>
    <message>
        <source>Size of the image</source>
        <translation>Tamaño de la imagen</translation>
    </message>
    <message>
        <source>Width in pixels</source>
        <translation>Anchura en píxeles</translation>
    </message>
    <message>
        <source>Height in pixels</source>
        <translation>Altura en píxeles</translation>
    </message>
    <message>
        <source>Pixels per inch on paper</source>
        <translation>Píxeles por pulgada en papel</translation>
    </message>
    <message>
        <source>Transparent background</source>
        <translation>Fondo transparente</translation>
    </message>
    <message>
        <source>With scale bar</source>
        <translation>Con barra de escala</translation>
    </message>
    <message>
        <source>With colour bar</source>
        <translation>Con barra de color</translation>
    </message>
    <message>
        <source>With the level</source>
        <translation>Con el nivel</translation>
    </message>
    <message>
        <source>With the slices&apos; crosshair</source>
        <translation>Con la cruz de los cortes</translation>
    </message>
    <message>
        <source>Size on paper</source>
        <translation>Tamaño en papel</translation>
    </message>
    <message>
        <source>As the view</source>
        <translation>Como la vista</translation>
    </message>
    <message>
        <source>%1 times the view</source>
        <translation>%1 veces la vista</translation>
    </message>
    <message>
        <source>As typed</source>
        <translation>Como se escriba</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Tamaño</translation>
    </message>
    <message>
        <source>Pixels per &amp;inch</source>
        <translation>Píxeles por p&amp;ulgada</translation>
    </message>
    <message>
        <source>Sa&amp;ve ...</source>
        <translation>&amp;Guardar ...</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>C&amp;opiar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Save the image</source>
        <translation>Guardar la imagen</translation>
    </message>
    <message>
        <source>Copy the image</source>
        <translation>Copiar la imagen</translation>
    </message>
    <message>
        <source>Stop making the image</source>
        <translation>Dejar de hacer la imagen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Too many pixels: at most %1 million.</source>
        <translation>Demasiados píxeles: como máximo %1 millones.</translation>
    </message>
    <message>
        <source>%1 x %2 cm on paper</source>
        <translation>%1 x %2 cm en papel</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Píxeles</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PlotPanel</name>
    <message>
        <source>Plot of %1 against %2. %3</source>
        <translation>Gráfica de %1 frente a %2. %3</translation>
    </message>
    <message>
        <source>. Contour level %1</source>
        <translation>. Nivel de contorno %1</translation>
    </message>
    <message>
        <source>Show All</source>
        <translation>Mostrar todo</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Curvas</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PlotWidget</name>
    <message>
        <source>Copy Image</source>
        <translation>Copiar imagen</translation>
    </message>
    <message>
        <source>Copy Data as CSV</source>
        <translation>Copiar datos como CSV</translation>
    </message>
    <message>
        <source>Save as %1...</source>
        <translation>Guardar como %1...</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Preferencias</translation>
    </message>
    <message>
        <source>Pages of the preferences</source>
        <translation>Páginas de las preferencias</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;General</translation>
    </message>
    <message>
        <source>&amp;Display</source>
        <translation>&amp;Pantalla</translation>
    </message>
    <message>
        <source>&amp;Shortcuts</source>
        <translation>&amp;Atajos</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Tema</translation>
    </message>
    <message>
        <source>Changes at once</source>
        <translation>Cambia al momento</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Como el escritorio</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>Used from the next start on. Reports stay English.</source>
        <translation>Se usa desde el próximo inicio. Los informes siguen en inglés.</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>El idioma cambia en el próximo inicio.</translation>
    </message>
    <message>
        <source>T&amp;hreads</source>
        <translation>&amp;Hilos</translation>
    </message>
    <message>
        <source>How many cores checks may use. Results are the same for any number.</source>
        <translation>Cuántos núcleos pueden usar las comprobaciones. Los resultados son los mismos con cualquier número.</translation>
    </message>
    <message>
        <source>all %1 cores</source>
        <translation>los %1 núcleos</translation>
    </message>
    <message>
        <source>&amp;Memory limit</source>
        <translation>Límite de &amp;memoria</translation>
    </message>
    <message>
        <source>A check that would need more is not started.</source>
        <translation>No se inicia una comprobación que necesitaría más.</translation>
    </message>
    <message>
        <source> GiB</source>
        <translation> GiB</translation>
    </message>
    <message>
        <source>75 % of the memory</source>
        <translation>75 % de la memoria</translation>
    </message>
    <message>
        <source>&amp;Keep the session every</source>
        <translation>&amp;Guardar la sesión cada</translation>
    </message>
    <message>
        <source>For the case that the program or the computer stops.</source>
        <translation>Por si el programa o el equipo se detienen.</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Show times and memory &amp;before checks run</source>
        <translation>Mostrar tiempos y memoria &amp;antes de ejecutar</translation>
    </message>
    <message>
        <source>&amp;Palette</source>
        <translation>&amp;Paleta</translation>
    </message>
    <message>
        <source>For values that rise from low to high. Viridis and Cividis are read with any colour vision.</source>
        <translation>Para valores que suben de menor a mayor. Viridis y Cividis se leen con cualquier visión del color.</translation>
    </message>
    <message>
        <source>&amp;Background of the surface</source>
        <translation>&amp;Fondo de la superficie</translation>
    </message>
    <message>
        <source>On screen and in saved pictures; the report&apos;s figures stay white.</source>
        <translation>En pantalla y en las imágenes guardadas; las figuras del informe siguen en blanco.</translation>
    </message>
    <message>
        <source>White</source>
        <translation>Blanco</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>Negro</translation>
    </message>
    <message>
        <source>&amp;Reduce motion: nothing moves by itself</source>
        <translation>&amp;Reducir el movimiento: nada se mueve por sí solo</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ReportPage</name>
    <message>
        <source>Quantity</source>
        <translation>Magnitud</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Observación</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Números</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy table as CSV</source>
        <translation>Copiar la tabla como CSV</translation>
    </message>
    <message>
        <source>Plot: %1</source>
        <translation>Gráfica: %1</translation>
    </message>
    <message>
        <source>Show it in the plot</source>
        <translation>Mostrarlo en la gráfica</translation>
    </message>
    <message>
        <source>Show it in the plot: %1</source>
        <translation>Mostrarlo en la gráfica: %1</translation>
    </message>
    <message>
        <source>Sphere of directions: %1</source>
        <translation>Esfera de direcciones: %1</translation>
    </message>
    <message>
        <source>A click or Enter on a row shows its place in the map.</source>
        <translation>Un clic o Intro en una fila muestra su lugar en el mapa.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::RoleRow</name>
    <message>
        <source>%1: choose or remove the file</source>
        <translation>%1: elegir o quitar el archivo</translation>
    </message>
    <message>
        <source>Choose file ...</source>
        <translation>Elegir archivo ...</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Use as</source>
        <translation>Usar como</translation>
    </message>
    <message>
        <source>Drop a file</source>
        <translation>Suelte un archivo</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Correcto</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>Dudoso</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Leyendo</translation>
    </message>
    <message>
        <source>Unusable</source>
        <translation>Inservible</translation>
    </message>
    <message>
        <source>Used once the other half map is there.</source>
        <translation>Se usa cuando esté el otro semimapa.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::RunSheet</name>
    <message>
        <source>under 1 s</source>
        <translation>menos de 1 s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>Do not ask again</source>
        <translation>No volver a preguntar</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Empezar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>What the run will take</source>
        <translation>Lo que llevará la ejecución</translation>
    </message>
    <message>
        <source>Predicted time and memory of each check</source>
        <translation>Tiempo y memoria previstos de cada comprobación</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Comprobación</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tiempo</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memoria</translation>
    </message>
    <message>
        <source>Checks then start at once. The preferences bring this sheet back.</source>
        <translation>Las comprobaciones empiezan entonces al momento. Las preferencias recuperan esta hoja.</translation>
    </message>
    <message>
        <source>Start the checks</source>
        <translation>Empezar las comprobaciones</translation>
    </message>
    <message>
        <source>Cancel, run nothing</source>
        <translation>Cancelar, no ejecutar nada</translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) will run</source>
        <translation>
            <numerusform>Se ejecutará %n comprobación</numerusform>
            <numerusform>Se ejecutarán %n comprobaciones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot</source>
        <translation>
            <numerusform>%n no se puede</numerusform>
            <numerusform>%n no se pueden</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing of what is ticked can run.</source>
        <translation>No se puede ejecutar nada de lo marcado.</translation>
    </message>
    <message>
        <source>Together: %1, up to %2 of the %3 allowed.</source>
        <translation>En total: %1, hasta %2 de los %3 permitidos.</translation>
    </message>
    <message>
        <source>needs %1</source>
        <translation>necesita %1</translation>
    </message>
    <message>
        <source>cannot run: %1</source>
        <translation>no se puede ejecutar: %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SessionControl</name>
    <message>
        <source>Save session</source>
        <translation>Guardar sesión</translation>
    </message>
    <message>
        <source>Sessions (*.vitrine)</source>
        <translation>Sesiones (*.vitrine)</translation>
    </message>
    <message>
        <source>%1 is open in another window (%2). Choose another name.</source>
        <translation>%1 está abierta en otra ventana (%2). Elija otro nombre.</translation>
    </message>
    <message>
        <source>Session saved: %1</source>
        <translation>Sesión guardada: %1</translation>
    </message>
    <message>
        <source>Vitrine</source>
        <translation>Vitrine</translation>
    </message>
    <message>
        <source>The session %1 has changed. Save it before closing?</source>
        <translation>La sesión %1 ha cambiado. ¿Guardarla antes de cerrar?</translation>
    </message>
    <message>
        <source>Work cannot be kept for a crash: %1</source>
        <translation>No se puede conservar el trabajo para el caso de un fallo: %1</translation>
    </message>
    <message>
        <source>%1 cannot be written here; save the session under another name.</source>
        <translation>%1 no se puede escribir aquí; guarde la sesión con otro nombre.</translation>
    </message>
    <message>
        <source>%1 is open in another window (%2). It is opened for reading; save it under another name.</source>
        <translation>%1 está abierta en otra ventana (%2). Se abre para leerla; guárdela con otro nombre.</translation>
    </message>
    <message>
        <source>Locate ...</source>
        <translation>Buscar ...</translation>
    </message>
    <message>
        <source>Where is %1?</source>
        <translation>¿Dónde está %1?</translation>
    </message>
    <message>
        <source>%1;;All files (*)</source>
        <translation>%1;;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Open without</source>
        <translation>Abrir sin él</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of the session are missing: %1</source>
        <translation>
            <numerusform>Falta %n archivo de la sesión: %1</numerusform>
            <numerusform>Faltan %n archivos de la sesión: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has changed since the session was saved: the results shown are from an older file. Run the checks again.</source>
        <translation>%1 ha cambiado desde que se guardó la sesión: los resultados mostrados son de un archivo anterior. Vuelva a ejecutar las comprobaciones.</translation>
    </message>
    <message>
        <source>Vitrine ended without saving the work on %1, kept at %2.</source>
        <translation>Vitrine terminó sin guardar el trabajo sobre %1, conservado a las %2.</translation>
    </message>
    <message numerus="yes">
        <source>There is work of %n more.</source>
        <translation>
            <numerusform>Hay trabajo de %n más.</numerusform>
            <numerusform>Hay trabajo de %n más.</numerusform>
        </translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Recuperar</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ShortcutPage</name>
    <message>
        <source>Search actions and keys</source>
        <translation>Buscar acciones y teclas</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Acción</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>New keys for the selected action</source>
        <translation>Teclas nuevas para la acción seleccionada</translation>
    </message>
    <message>
        <source>Press the keys; Tab leaves the field.</source>
        <translation>Pulse las teclas; el tabulador sale del campo.</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Sin teclas</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>Teclas por defecto</translation>
    </message>
    <message>
        <source>All to default</source>
        <translation>Todas por defecto</translation>
    </message>
    <message>
        <source>%1 is used by: %2. Give one of them other keys.</source>
        <translation>%1 lo usan: %2. Dé otras teclas a una de ellas.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SizeBars</name>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <translation>%1 de %2 %3</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SliceGuide</name>
    <message>
        <source>The map holds no number.</source>
        <translation>El mapa no contiene ningún número.</translation>
    </message>
    <message>
        <source>No voxel reaches the contour level; lower it to find a centre.</source>
        <translation>Ningún vóxel alcanza el nivel de contorno; bájelo para encontrar un centro.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SliceView</name>
    <message>
        <source>%1 slice</source>
        <translation>Corte %1</translation>
    </message>
    <message>
        <source>%1 %2 of %3, value %4 at the crosshair</source>
        <translation>%1 %2 de %3, valor %4 en la cruz</translation>
    </message>
    <message>
        <source>%1, no map</source>
        <translation>%1, sin mapa</translation>
    </message>
    <message>
        <source>Arrow keys change the slice, Shift with arrow keys moves the crosshair, plus and minus zoom.</source>
        <translation>Las flechas cambian el corte, Mayús con las flechas mueve la cruz, más y menos aumentan y reducen.</translation>
    </message>
    <message>
        <source>%1 slice  %2 / %3</source>
        <translation>Corte %1  %2 / %3</translation>
    </message>
    <message>
        <source>  preview</source>
        <translation>  vista previa</translation>
    </message>
    <message>
        <source>Mean along %1</source>
        <translation>Media a lo largo de %1</translation>
    </message>
    <message>
        <source>&amp;Copy Image</source>
        <translation>&amp;Copiar imagen</translation>
    </message>
    <message>
        <source>&amp;Save Image...</source>
        <translation>&amp;Guardar imagen...</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SpherePanel</name>
    <message>
        <source>%1 over directions. %2</source>
        <translation>%1 sobre las direcciones. %2</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SuggestMenu</name>
    <message>
        <source>Level that encloses</source>
        <translation>Nivel que encierra</translation>
    </message>
    <message>
        <source>Mass to enclose, in kilodaltons of protein</source>
        <translation>Masa que encerrar, en kilodaltons de proteína</translation>
    </message>
    <message>
        <source>Level where the largest component holds</source>
        <translation>Nivel en que el mayor componente tiene</translation>
    </message>
    <message>
        <source>Share of the largest component in percent of the voxels enclosed</source>
        <translation>Fracción del mayor componente en tanto por ciento de los vóxeles encerrados</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>Apply: %1</source>
        <translation>Aplicar: %1</translation>
    </message>
    <message>
        <source>The voxel size is not known.</source>
        <translation>Se desconoce el tamaño de vóxel.</translation>
    </message>
    <message>
        <source>95 % in one component</source>
        <translation>95 % en un componente</translation>
    </message>
    <message>
        <source>Elbow of the component count</source>
        <translation>Codo del número de componentes</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SurfacePanel</name>
    <message>
        <source>Show the atomic &amp;model</source>
        <translation>Mostrar el mo&amp;delo atómico</translation>
    </message>
    <message>
        <source>Show the slices&apos; cross&amp;hair</source>
        <translation>Mostrar la cru&amp;z de los cortes</translation>
    </message>
    <message>
        <source>Tools of the surface</source>
        <translation>Herramientas de la superficie</translation>
    </message>
    <message>
        <source>Clip box</source>
        <translation>Caja de recorte</translation>
    </message>
    <message>
        <source>Clip box, lower end along %1</source>
        <translation>Caja de recorte, extremo inferior a lo largo de %1</translation>
    </message>
    <message>
        <source>Clip box, upper end along %1</source>
        <translation>Caja de recorte, extremo superior a lo largo de %1</translation>
    </message>
    <message>
        <source>Hide what lies below this place along %1</source>
        <translation>Ocultar lo que queda por debajo de este lugar a lo largo de %1</translation>
    </message>
    <message>
        <source>Hide what lies above this place along %1</source>
        <translation>Ocultar lo que queda por encima de este lugar a lo largo de %1</translation>
    </message>
    <message>
        <source>&amp;Whole box</source>
        <translation>Caja &amp;entera</translation>
    </message>
    <message>
        <source>Show the whole box again</source>
        <translation>Volver a mostrar la caja entera</translation>
    </message>
    <message>
        <source>Small components</source>
        <translation>Componentes pequeños</translation>
    </message>
    <message>
        <source>&amp;Hide below</source>
        <translation>&amp;Ocultar por debajo de</translation>
    </message>
    <message>
        <source>Hide components of fewer voxels (26 neighbours)</source>
        <translation>Ocultar los componentes de menos vóxeles (26 vecinos)</translation>
    </message>
    <message>
        <source> voxels</source>
        <translation> vóxeles</translation>
    </message>
    <message>
        <source>Smallest component shown, in voxels</source>
        <translation>Menor componente mostrado, en vóxeles</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>Mostrar &amp;todos</translation>
    </message>
    <message>
        <source>Show every component again</source>
        <translation>Volver a mostrar todos los componentes</translation>
    </message>
    <message>
        <source>Picked component</source>
        <translation>Componente elegido</translation>
    </message>
    <message>
        <source>Voxels</source>
        <translation>Vóxeles</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>Mass of protein</source>
        <translation>Masa de proteína</translation>
    </message>
    <message>
        <source>Residues</source>
        <translation>Residuos</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>Caja</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Centro</translation>
    </message>
    <message>
        <source>Hide &amp;smaller</source>
        <translation>Ocultar los &amp;menores</translation>
    </message>
    <message>
        <source>Hide all smaller components</source>
        <translation>Ocultar todos los componentes menores</translation>
    </message>
    <message>
        <source>&amp;Keep only this</source>
        <translation>&amp;Dejar solo este</translation>
    </message>
    <message>
        <source>Hide all other components</source>
        <translation>Ocultar todos los demás componentes</translation>
    </message>
    <message>
        <source>&amp;Centre view</source>
        <translation>&amp;Centrar la vista</translation>
    </message>
    <message>
        <source>Turn about this component</source>
        <translation>Girar alrededor de este componente</translation>
    </message>
    <message>
        <source>Save m&amp;ap ...</source>
        <translation>Guardar ma&amp;pa ...</translation>
    </message>
    <message>
        <source>Save the map with 0 outside what is shown</source>
        <translation>Guardar el mapa con 0 fuera de lo que se muestra</translation>
    </message>
    <message>
        <source>Save mas&amp;k ...</source>
        <translation>Guardar má&amp;scara ...</translation>
    </message>
    <message>
        <source>Save what is shown as a mask of 0 and 1</source>
        <translation>Guardar lo que se muestra como máscara de 0 y 1</translation>
    </message>
    <message>
        <source>Only one component is shown.</source>
        <translation>Solo se muestra un componente.</translation>
    </message>
    <message>
        <source>Finding components ...</source>
        <translation>Buscando componentes ...</translation>
    </message>
    <message>
        <source>Picked component: Ctrl and click on one</source>
        <translation>Componente elegido: Ctrl y un clic sobre uno</translation>
    </message>
    <message>
        <source>Picked component: %1 voxels, %2, %3, box %4</source>
        <translation>Componente elegido: %1 vóxeles, %2, %3, caja %4</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SurfaceTools</name>
    <message>
        <source>Nothing is hidden: %1</source>
        <translation>No se oculta nada: %1</translation>
    </message>
    <message>
        <source>The density there is below the level.</source>
        <translation>La densidad en ese lugar está por debajo del nivel.</translation>
    </message>
    <message>
        <source>View %1 is stored.</source>
        <translation>La vista %1 está guardada.</translation>
    </message>
    <message>
        <source>%1 has no protein or nucleic acid chain to draw.</source>
        <translation>%1 no tiene ninguna cadena de proteína o de ácido nucleico que dibujar.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ThresholdDock</name>
    <message>
        <source>Mass</source>
        <translation>Masa</translation>
    </message>
    <message>
        <source>Contour level in map units</source>
        <translation>Nivel de contorno en unidades del mapa</translation>
    </message>
    <message>
        <source>Contour level in map units. [ and ] step it from anywhere in the window.</source>
        <translation>Nivel de contorno en unidades del mapa. [ y ] lo cambian un paso desde cualquier lugar de la ventana.</translation>
    </message>
    <message>
        <source>Suggest</source>
        <translation>Sugerir</translation>
    </message>
    <message>
        <source>Suggest a contour level</source>
        <translation>Sugerir un nivel de contorno</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Nivel</translation>
    </message>
    <message>
        <source>Sigma</source>
        <translation>Sigma</translation>
    </message>
    <message>
        <source>Percentile</source>
        <translation>Percentil</translation>
    </message>
    <message>
        <source>Voxels</source>
        <translation>Vóxeles</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>Residues</source>
        <translation>Residuos</translation>
    </message>
    <message>
        <source>If all of the enclosed volume were protein (1.207 Å³ per dalton).</source>
        <translation>Si todo el volumen encerrado fuera proteína (1,207 Å³ por dalton).</translation>
    </message>
    <message>
        <source>Of 110 daltons each.</source>
        <translation>De 110 daltons cada uno.</translation>
    </message>
    <message>
        <source>No histogram: see the map&apos;s problems under Data.</source>
        <translation>Sin histograma: vea los problemas del mapa en Datos.</translation>
    </message>
    <message>
        <source>No map</source>
        <translation>Sin mapa</translation>
    </message>
    <message>
        <source>level %1  (%2 sigma)</source>
        <translation>nivel %1  (%2 sigma)</translation>
    </message>
    <message>
        <source>Contour level in standard deviations</source>
        <translation>Nivel de contorno en desviaciones típicas</translation>
    </message>
    <message>
        <source>Level in standard deviations of the map above its mean.</source>
        <translation>Nivel en desviaciones típicas del mapa por encima de su media.</translation>
    </message>
    <message>
        <source>Contour level as percentile of the voxels</source>
        <translation>Nivel de contorno como percentil de los vóxeles</translation>
    </message>
    <message>
        <source>Share of the voxels that lie below the level.</source>
        <translation>Fracción de los vóxeles que quedan por debajo del nivel.</translation>
    </message>
    <message>
        <source>Levels with a name and a reason, or by a mass or a share you give</source>
        <translation>Niveles con nombre y razón, o según una masa o una fracción que usted dé</translation>
    </message>
    <message>
        <source>No level encloses %1 kDa.</source>
        <translation>Ningún nivel encierra %1 kDa.</translation>
    </message>
    <message>
        <source>At no level above the noise the largest component holds %1 %.</source>
        <translation>A ningún nivel por encima del ruido tiene el mayor componente el %1 %.</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>Componentes</translation>
    </message>
    <message>
        <source>Connected parts (26 neighbours) of what lies at or above the level.</source>
        <translation>Partes conexas (26 vecinos) de lo que alcanza el nivel.</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>Mayor</translation>
    </message>
    <message>
        <source>Share of the largest component in the voxels enclosed.</source>
        <translation>Fracción del mayor componente en los vóxeles encerrados.</translation>
    </message>
    <message>
        <source>Of all voxels at or above the level.</source>
        <translation>De todos los vóxeles que alcanzan el nivel.</translation>
    </message>
    <message>
        <source>At or above the level.</source>
        <translation>Lo que alcanza el nivel.</translation>
    </message>
    <message>
        <source>Sizes of the components but the largest</source>
        <translation>Tamaños de los componentes menos el mayor</translation>
    </message>
    <message>
        <source>Density histogram, mass and components; arrow keys move the contour level</source>
        <translation>Histograma de densidad, masa y componentes; las flechas mueven el nivel de contorno</translation>
    </message>
    <message>
        <source>component tree is being built (%1 %)</source>
        <translation>se construye el árbol de componentes (%1 %)</translation>
    </message>
    <message>
        <source>no component tree</source>
        <translation>sin árbol de componentes</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Construir</translation>
    </message>
    <message>
        <source>Stop building the component tree</source>
        <translation>Dejar de construir el árbol de componentes</translation>
    </message>
    <message>
        <source>Build the component tree</source>
        <translation>Construir el árbol de componentes</translation>
    </message>
    <message>
        <source>Nothing but the largest component</source>
        <translation>Nada más que el mayor componente</translation>
    </message>
    <message>
        <source>The other %1, by size in voxels:</source>
        <translation>Los otros %1, por tamaño en vóxeles:</translation>
    </message>
    <message>
        <source>voxels</source>
        <translation>vóxeles</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::VitrineWindow</name>
    <message>
        <source>%1 - Vitrine</source>
        <translation>%1 - Vitrine</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Abriendo</translation>
    </message>
    <message>
        <source>Opening was stopped.</source>
        <translation>Se detuvo la apertura.</translation>
    </message>
    <message>
        <source>Vitrine</source>
        <translation>Vitrine</translation>
    </message>
    <message>
        <source>Pointer</source>
        <translation>Puntero</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Cruz</translation>
    </message>
    <message>
        <source>value %1</source>
        <translation>valor %1</translation>
    </message>
    <message>
        <source>started</source>
        <translation>iniciada</translation>
    </message>
    <message>
        <source>Running: not the final result.</source>
        <translation>En curso: no es el resultado final.</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelada</translation>
    </message>
    <message>
        <source>%1, %2 s</source>
        <translation>%1, %2 s</translation>
    </message>
    <message>
        <source>Open a map to run checks.</source>
        <translation>Abra un mapa para ejecutar comprobaciones.</translation>
    </message>
    <message>
        <source>All results are out of date.</source>
        <translation>Todos los resultados están desactualizados.</translation>
    </message>
    <message>
        <source>Not run yet.</source>
        <translation>Sin ejecutar todavía.</translation>
    </message>
    <message>
        <source>Passed %1 of %2 evaluable</source>
        <translation>Superadas %1 de %2 evaluables</translation>
    </message>
    <message>
        <source>; %1 could not be measured</source>
        <translation>; %1 no se pudieron medir</translation>
    </message>
    <message>
        <source>Resolution %1 - %2 Å</source>
        <translation>Resolución %1 - %2 Å</translation>
    </message>
    <message>
        <source>Checks are running. Stop them and close the window?</source>
        <translation>Hay comprobaciones en curso. ¿Detenerlas y cerrar la ventana?</translation>
    </message>
    <message>
        <source>A report is being written. Stop and close the window?</source>
        <translation>Se está escribiendo un informe. ¿Detenerlo y cerrar la ventana?</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Detener y cerrar</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Seguir</translation>
    </message>
    <message>
        <source>Open a map first: FSC curves are shown beside those of its half maps.</source>
        <translation>Abra primero un mapa: las curvas FSC se muestran junto a las de sus semimapas.</translation>
    </message>
    <message>
        <source>Open a map first: half maps, mask and model belong to a map.</source>
        <translation>Abra primero un mapa: los semimapas, la máscara y el modelo pertenecen a un mapa.</translation>
    </message>
    <message>
        <source>One half map is there; give the other one too.</source>
        <translation>Hay un semimapa; dé también el otro.</translation>
    </message>
    <message>
        <source>Open map</source>
        <translation>Abrir mapa</translation>
    </message>
    <message>
        <source>Maps (%1);;Models (*.pdb *.cif *.ent);;All files (*)</source>
        <translation>Mapas (%1);;Modelos (*.pdb *.cif *.ent);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Models (*.pdb *.cif *.ent);;All files (*)</source>
        <translation>Modelos (*.pdb *.cif *.ent);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>FSC curves (*.xml *.star *.txt *.csv *.tsv *.dat);;All files (*)</source>
        <translation>Curvas FSC (*.xml *.star *.txt *.csv *.tsv *.dat);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Maps (%1);;All files (*)</source>
        <translation>Mapas (%1);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>Falta %1</translation>
    </message>
    <message>
        <source>Forget this list</source>
        <translation>Olvidar esta lista</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>Escribiendo %1</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Escrito: %1</translation>
    </message>
    <message>
        <source>Save plot</source>
        <translation>Guardar gráfica</translation>
    </message>
    <message>
        <source>%1 (*.%2)</source>
        <translation>%1 (*.%2)</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Acción</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>In a slice: arrow keys and Page Up, Page Down change the slice, Shift with arrow keys moves the crosshair, + - 0 zoom, Home and End go to the first and last slice.</source>
        <translation>En un corte: las flechas y Re Pág, Av Pág cambian el corte, Mayús con las flechas mueve la cruz, + - 0 aumentan, reducen y encuadran, Inicio y Fin van al primer y al último corte.</translation>
    </message>
    <message>
        <source>About Vitrine</source>
        <translation>Acerca de Vitrine</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Vitrine %1&lt;/h3&gt;&lt;p&gt;Inspect a cryo-EM map before depositing it.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later, without any warranty.&lt;/p&gt;&lt;p&gt;Your data stay on this computer: the program opens no network connection.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Vitrine %1&lt;/h3&gt;&lt;p&gt;Inspeccione un mapa de criomicroscopía electrónica antes de depositarlo.&lt;/p&gt;&lt;p&gt;Programa libre bajo la Licencia Pública General de GNU, versión 3 o posterior, sin ninguna garantía.&lt;/p&gt;&lt;p&gt;Sus datos se quedan en este equipo: el programa no abre ninguna conexión de red.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Abrir carpeta</translation>
    </message>
    <message>
        <source>Looking at the files</source>
        <translation>Mirando los archivos</translation>
    </message>
    <message>
        <source>There is no map among these files.</source>
        <translation>Entre estos archivos no hay ningún mapa.</translation>
    </message>
    <message>
        <source>This file is the map. Say first which other file is the map instead.</source>
        <translation>Este archivo es el mapa. Diga primero qué otro archivo es el mapa en su lugar.</translation>
    </message>
    <message>
        <source>There is nothing to cite for this check.</source>
        <translation>Esta comprobación no tiene nada que citar.</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) in %1</source>
        <translation>
            <numerusform>%n elemento en %1</numerusform>
            <numerusform>%n elementos en %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied as BibTeX: %n source(s)</source>
        <translation>
            <numerusform>Copiada como BibTeX: %n fuente</numerusform>
            <numerusform>Copiadas como BibTeX: %n fuentes</numerusform>
        </translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Comprobaciones</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Umbral</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>Superficie</translation>
    </message>
    <message>
        <source>Progress of the work in the background</source>
        <translation>Progreso del trabajo en segundo plano</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Stop the work in the background</source>
        <translation>Detener el trabajo en segundo plano</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Deshacer</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>&amp;Deshacer: %1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rehacer</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>&amp;Rehacer: %1</translation>
    </message>
    <message>
        <source>The image is on the clipboard: %1.</source>
        <translation>La imagen está en el portapapeles: %1.</translation>
    </message>
    <message>
        <source>Save the visible mask</source>
        <translation>Guardar la máscara visible</translation>
    </message>
    <message>
        <source>Save the visible map</source>
        <translation>Guardar el mapa visible</translation>
    </message>
    <message>
        <source>Maps (*.mrc *.map)</source>
        <translation>Mapas (*.mrc *.map)</translation>
    </message>
    <message>
        <source>Save image</source>
        <translation>Guardar imagen</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>the image</source>
        <translation>la imagen</translation>
    </message>
    <message>
        <source>From an older file: %1 has changed since. Run the check again.</source>
        <translation>De un archivo anterior: %1 ha cambiado desde entonces. Vuelva a ejecutar la comprobación.</translation>
    </message>
    <message>
        <source>Out of date: the level, the resolution, a parameter or a file has changed since. Run the check again.</source>
        <translation>Desactualizado: el nivel, la resolución, un parámetro o un archivo han cambiado desde entonces. Vuelva a ejecutar la comprobación.</translation>
    </message>
    <message>
        <source>Open map for colouring</source>
        <translation>Abrir mapa para colorear</translation>
    </message>
    <message>
        <source>along %1: sum %2, mean %3</source>
        <translation>a lo largo de %1: suma %2, media %3</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Presentación</translation>
    </message>
    <message>
        <source>Checks: %1 of %2</source>
        <translation>Comprobaciones: %1 de %2</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>quedan unos %1</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>Abrir sesión</translation>
    </message>
    <message>
        <source>Sessions (*.vitrine);;All files (*)</source>
        <translation>Sesiones (*.vitrine);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>%1 (%2, read only)[*] - Vitrine</source>
        <translation>%1 (%2, solo lectura)[*] - Vitrine</translation>
    </message>
    <message>
        <source>%1 (%2)[*] - Vitrine</source>
        <translation>%1 (%2)[*] - Vitrine</translation>
    </message>
    <message>
        <source>Stopped; what was not complete was not written.</source>
        <translation>Detenido; lo que no estaba completo no se escribió.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::WarningRow</name>
    <message>
        <source>How would it pass? %1</source>
        <translation>¿Cómo se superaría? %1</translation>
    </message>
    <message>
        <source>Show the place</source>
        <translation>Mostrar el lugar</translation>
    </message>
    <message>
        <source>Show the place of the warning: %1</source>
        <translation>Mostrar el lugar de la advertencia: %1</translation>
    </message>
    <message>
        <source>Accept with comment ...</source>
        <translation>Aceptar con comentario ...</translation>
    </message>
    <message>
        <source>Accept with a comment, which the report prints beneath the warning: %1</source>
        <translation>Aceptar con un comentario, que el informe imprime debajo de la advertencia: %1</translation>
    </message>
    <message>
        <source>Accept no longer</source>
        <translation>Dejar de aceptar</translation>
    </message>
    <message>
        <source>Accept no longer: %1</source>
        <translation>Dejar de aceptar: %1</translation>
    </message>
    <message>
        <source>Why this is as it should be: one sentence for the report</source>
        <translation>Por qué está bien así: una frase para el informe</translation>
    </message>
    <message>
        <source>Comment with which the warning is accepted</source>
        <translation>Comentario con el que se acepta la advertencia</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Save the comment</source>
        <translation>Guardar el comentario</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Leave the comment as it was</source>
        <translation>Dejar el comentario como estaba</translation>
    </message>
    <message>
        <source>Copy the warning</source>
        <translation>Copiar la advertencia</translation>
    </message>
    <message>
        <source>Accepted: %1</source>
        <translation>Aceptada: %1</translation>
    </message>
    <message>
        <source>Edit the comment ...</source>
        <translation>Editar el comentario ...</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Advertencia: %1</translation>
    </message>
    <message>
        <source>Shown.</source>
        <translation>Mostrado.</translation>
    </message>
    <message>
        <source>Enter shows the place, %1.</source>
        <translation>Intro muestra el lugar, %1.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::WelcomePage</name>
    <message>
        <source>Inspect a cryo-EM map before depositing it.</source>
        <translation>Inspeccione un mapa de criomicroscopía electrónica antes de depositarlo.</translation>
    </message>
    <message>
        <source>Open map ...</source>
        <translation>Abrir mapa ...</translation>
    </message>
    <message>
        <source>MRC or CCP4, also compressed. Or drop files here.</source>
        <translation>MRC o CCP4, también comprimido. O suelte archivos aquí.</translation>
    </message>
    <message>
        <source>Open map</source>
        <translation>Abrir mapa</translation>
    </message>
    <message>
        <source>Open the built-in example</source>
        <translation>Abrir el ejemplo incluido</translation>
    </message>
    <message>
        <source>A simulated map with half maps; every check can be tried on it.</source>
        <translation>Un mapa simulado con semimapas; con él se puede probar cada comprobación.</translation>
    </message>
    <message>
        <source>Everything stays on this computer.</source>
        <translation>Todo se queda en este equipo.</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Reciente</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Abrir %1</translation>
    </message>
    <message>
        <source>Open folder ...</source>
        <translation>Abrir carpeta ...</translation>
    </message>
    <message>
        <source>A RELION or cryoSPARC job, or an EMDB entry.</source>
        <translation>Un trabajo de RELION o cryoSPARC, o una entrada de la EMDB.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Abrir carpeta</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::WorkHistory</name>
    <message>
        <source>Resolution</source>
        <translation>Resolución</translation>
    </message>
    <message>
        <source>Parameter %1</source>
        <translation>Parámetro %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Workspace</name>
    <message>
        <source>First look</source>
        <translation>Primer vistazo</translation>
    </message>
    <message>
        <source>Reading the map</source>
        <translation>Leyendo el mapa</translation>
    </message>
    <message>
        <source>Counting values</source>
        <translation>Contando valores</translation>
    </message>
    <message>
        <source>The component tree is left out: it takes %1 of memory and %2 are free.</source>
        <translation>El árbol de componentes se omite: ocupa %1 de memoria y hay %2 libres.</translation>
    </message>
    <message>
        <source>The component tree waits for the checks: both together lack memory.</source>
        <translation>El árbol de componentes espera a las comprobaciones: para ambos falta memoria.</translation>
    </message>
    <message>
        <source>Building the component tree was stopped.</source>
        <translation>Se detuvo la construcción del árbol de componentes.</translation>
    </message>
    <message>
        <source>The component tree is left out: %1</source>
        <translation>El árbol de componentes se omite: %1</translation>
    </message>
</context>
</TS>
