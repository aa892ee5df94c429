# monores_bench: MonoRes by complement against the same levels on the full grid.
add_executable(monores_bench ${CMAKE_CURRENT_LIST_DIR}/monores.cpp)
target_link_libraries(monores_bench PRIVATE test_support)
